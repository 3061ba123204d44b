import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { resolvePaths } from '../platform/paths';
import { findDrift, slothVersion, withHeader } from './slo-files';

const FILE = { spec: 'alerts/slo/a.yml', rules: 'alerts/rules/slo-a.yml' };
const SPEC = 'objective: 99.9\n';
const BODY = 'groups:\n- name: a\n';

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'slo-'));
  write('infra/native/tools/sloth/go.mod', 'require (\n\tgithub.com/slok/sloth v1.2.3 // indirect\n)\n');
  write(FILE.spec, SPEC);
  write(FILE.rules, withHeader(FILE, SPEC, '1.2.3', BODY));
  write('alerts/rules/slo-a.test.yml', 'tests: []\n');
});
afterEach(() => {
  fs.rmSync(root, { recursive: true });
});

function write(file: string, content: string): void {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), content);
}

test('the rules of alerts/slo are current', () => {
  expect(findDrift(resolvePaths().root)).toEqual([]);
});

test('rules that were made of the spec as it is do not drift', () => {
  expect(slothVersion(root)).toBe('1.2.3');
  expect(findDrift(root)).toEqual([]);
});

const STALE = 'alerts/rules/slo-a.yml is not what sloth';

test.each<[string, () => void, string]>([
  ['a changed spec', () => write(FILE.spec, 'objective: 99.5\n'), STALE],
  [
    'rules changed by hand',
    () => write(FILE.rules, withHeader(FILE, SPEC, '1.2.3', BODY).replace('name: a', 'name: b')),
    STALE,
  ],
  ['another sloth', () => write('infra/native/tools/sloth/go.mod', 'github.com/slok/sloth v2.0.0\n'), STALE],
  ['no rules', () => fs.rmSync(path.join(root, FILE.rules)), STALE],
  ['rules without a spec', () => write('alerts/rules/slo-b.yml', BODY), 'alerts/rules/slo-b.yml has no spec'],
])('%s is found', (_what, change, problem) => {
  change();
  expect(findDrift(root)).toEqual([expect.stringContaining(problem)]);
});

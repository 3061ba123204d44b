import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { newestChange } from './lag';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lag-'));
  fs.mkdirSync(path.join(folder, 'rules'));
  fs.writeFileSync(path.join(folder, 'rules/a.yml'), '');
  age();
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const OLD = 1_000_000_000;
/** As if nothing had happened there for long. */
function age(): void {
  for (const entry of ['rules/a.yml', 'rules', '']) fs.utimesSync(path.join(folder, entry), OLD, OLD);
}

test('what is written, at any depth, is a change', () => {
  expect(newestChange(folder)).toBe(OLD);
  fs.writeFileSync(path.join(folder, 'rules/a.yml'), 'new');
  expect(newestChange(folder)).toBeGreaterThan(OLD);
});

test('what is removed is a change, too', () => {
  fs.rmSync(path.join(folder, 'rules/a.yml'));
  expect(newestChange(folder)).toBeGreaterThan(OLD);
});

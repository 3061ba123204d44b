import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseSettings } from '../settings';
import { SECRETS } from '../variables';
import type { Component } from './component';
import { resolvePaths } from './paths';
import { makePlan } from './plan';
import { writeFiles } from './write-files';

const settings = parseSettings(Object.fromEntries(Object.values(SECRETS).map(([name]) => [name, 'x'.repeat(32)])));

let root: string;
beforeEach(() => (root = fs.mkdtempSync(path.join(os.tmpdir(), 'write-files-'))));
afterEach(() => fs.rmSync(root, { recursive: true }));

function write(files: Readonly<Record<string, string>>, rest: Partial<Component> = {}): void {
  const context = { settings, paths: resolvePaths(root) };
  const rendered = Object.entries(files).map(([name, content]) => ({ path: name, content }));
  const component: Component = { name: 'test', processes: () => [], files: () => rendered, ...rest };
  writeFiles(makePlan([component], context), context, undefined);
}
const list = (folder: string) => fs.readdirSync(path.join(resolvePaths(root).config, folder));

test('what is not rendered any more is removed from a folder of which all is read, and from no other', () => {
  write({ 'a/rules/1.yml': 'one', 'a/rules/2.yml': 'two', 'a/other': 'three' });
  write({ 'a/rules/2.yml': 'two' }, { sweptFolders: ['a/rules'] });
  expect(list('a/rules')).toEqual(['2.yml']);
  expect(list('a')).toContain('other');
});

test('a file that stays the same keeps its time of change', () => {
  write({ file: 'same' });
  const file = path.join(resolvePaths(root).config, 'file');
  const past = new Date('2020-01-01');
  fs.utimesSync(file, past, past);
  write({ file: 'same' });
  expect(fs.statSync(file).mtime).toEqual(past);
  write({ file: 'other' });
  expect(fs.statSync(file).mtime).not.toEqual(past);
});

test('a file outside of the configuration is refused', () => {
  expect(() => write({ '../file': '' })).toThrow('../file is not inside');
});

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readRequest, removeRequest, writeRequest } from './request-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'traffic-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('gives back what was written, and leaves no draft behind', () => {
  writeRequest(folder, { rate: 2.5, users: 4 });
  writeRequest(folder, { rate: 7, users: 5 });
  expect(readRequest(folder)).toEqual({ rate: 7, users: 5 });
  expect(readdirSync(folder)).toEqual(['traffic.json']);
});

it('makes the folder where it is missing', () => {
  const inner = path.join(folder, 'run');
  writeRequest(inner, { rate: 1, users: 1 });
  expect(readRequest(inner)).toEqual({ rate: 1, users: 1 });
});

it('says nothing was asked for when there is no file', () => {
  expect(readRequest(folder)).toBeUndefined();
  removeRequest(folder);
  writeRequest(folder, { rate: 1, users: 1 });
  removeRequest(folder);
  expect(readRequest(folder)).toBeUndefined();
});

it.each(['', '{', '{"rate":3}', '{"rate":0,"users":1}', '{"rate":3,"users":0.5}', '{"rate":"3","users":1}'])(
  'names the file when its content is %j',
  (content) => {
    writeFileSync(path.join(folder, 'traffic.json'), content);
    expect(() => readRequest(folder)).toThrow(/traffic\.json is not a traffic request/);
  },
);

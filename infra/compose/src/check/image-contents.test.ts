import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { ImageContentsError, readImageContents } from './image-contents';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'image-contents-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const entry = {
  source: 'https://example.com/Dockerfile',
  programs: { sh: '/bin/sh' },
  user: 'nobody',
  shell: 'sh',
  verified: true,
};
const read = (image: object) => {
  const file = path.join(folder, 'image-contents.yml');
  fs.writeFileSync(file, stringify({ images: { 'a:1.0.0': image } }));
  return readImageContents(file);
};

test('are read by the name of the image', () => {
  expect(read(entry)).toEqual({ 'a:1.0.0': entry });
});

test.each([
  ['without a source', { ...entry, source: undefined }, /source/],
  ['that are not verified, without a reason', { ...entry, verified: false }, /what is not verified has a reason/],
  ['with a word that nothing reads', { ...entry, binaries: {} }, /binaries/],
])('%s are refused', (_, image, message) => {
  expect(() => read(image)).toThrow(ImageContentsError);
  expect(() => read(image)).toThrow(message);
});

test('that are missing are refused', () => {
  expect(() => readImageContents(path.join(folder, 'none.yml'))).toThrow('there is no');
});

import { contentHash } from './content-hash';
import type { FileEntry } from './file-system';

const entry: FileEntry = { path: '/a', type: 'file', mode: 0o644, uid: 0, gid: 0, sha256: '1' };
const other: FileEntry = { ...entry, path: '/b' };

it('does not depend on the order of the files', () => {
  expect(contentHash([entry, other])).toBe(contentHash([other, entry]));
});

it.each<[string, Partial<FileEntry>]>([
  ['name', { path: '/c' }],
  ['kind', { type: 'directory' }],
  ['mode', { mode: 0o755 }],
  ['owner', { uid: 1 }],
  ['group', { gid: 1 }],
  ['content', { sha256: '2' }],
  ['target', { linkTo: '/b' }],
])('depends on the %s of a file', (_, changed) => {
  expect(contentHash([{ ...entry, ...changed }])).not.toBe(contentHash([entry]));
});

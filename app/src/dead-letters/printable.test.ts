import { hexDump, printable, printableKey } from './printable';

test('nothing that a terminal would obey is left in what others wrote', () => {
  expect(printable('a\u001b[31mred\u0007\nb\u009b\u2028\u202e')).toBe(
    'a\\x1b[31mred\\x07\\x0ab\\x9b\\u{2028}\\u{202e}',
  );
  expect(printable('Grüße 🙂')).toBe('Grüße 🙂');
});

test.each([
  ['text', Buffer.from('7b6b-é'), '7b6b-é'],
  ['bytes that are no text', Buffer.from([0xff, 0x01]), '0xff01'],
  ['control characters', Buffer.from('\u001b['), '0x1b5b'],
  ['no key', null, '-'],
])('a key: %s', (_what, key, shown) => {
  expect(printableKey(key)).toBe(shown);
});

test('a dump shows bytes and what of them is ASCII, and says how many it leaves out', () => {
  expect(hexDump(Buffer.from('\0poison: no schema'), 17)).toEqual([
    '000000  00 70 6f 69 73 6f 6e 3a 20 6e 6f 20 73 63 68 65  .poison: no sche',
    '000010  6d                                               m',
    '… and 1 bytes more',
  ]);
  expect(hexDump(Buffer.alloc(0), 256)).toEqual([]);
});

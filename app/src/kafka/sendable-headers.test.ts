import { receivedHeaders, type RecordHeaders } from '../events/record-headers';
import { overTheWire } from './fixtures/wire';
import { sendableHeaders } from './sendable-headers';

const read = (headers: RecordHeaders) =>
  receivedHeaders(overTheWire({ key: null, value: null, headers: sendableHeaders(headers) }).headers);

test.each<[string, RecordHeaders]>([
  ['none', []],
  ['texts', [['a', Buffer.from('1')]]],
  ['bytes that are no text', [['a', Buffer.from([0xff, 0xfe, 0x00])]]],
  ['no value', [['a', null]]],
  [
    'nothing but no value, twice',
    [
      ['a', null],
      ['a', null],
    ],
  ],
  [
    'an empty value and none',
    [
      ['a', Buffer.alloc(0)],
      ['b', null],
      ['c', Buffer.alloc(0)],
    ],
  ],
  [
    'a name repeated, in its order',
    [
      ['a', Buffer.from('1')],
      ['a', null],
      ['a', Buffer.from('2')],
    ],
  ],
  [
    'names that every object inherits',
    [
      ['toString', Buffer.from('x')],
      ['__proto__', Buffer.from('y')],
      ['__proto__', null],
    ],
  ],
])('%s: sent as it is', (_what, headers) => {
  expect(read(headers)).toEqual(headers);
});

test('a batch that is sent again is the same', () => {
  const content = { key: null, value: null, headers: sendableHeaders([['a', null]]) };
  expect([overTheWire(content), overTheWire(content)].map(({ headers }) => receivedHeaders(headers))).toEqual([
    [['a', null]],
    [['a', null]],
  ]);
});

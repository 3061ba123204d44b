import { headersOf, headerText, receivedHeaders } from './record-headers';

const bytes = (text: string) => Buffer.from(text);

test('headers are kept as they came: repeated, binary, without a value', () => {
  const binary = Buffer.from([0xff, 0x00, 0xfe]);
  expect(receivedHeaders({ a: [bytes('1'), null as never, bytes('2')], b: null as never, c: binary, d: '' })).toEqual([
    ['a', bytes('1')],
    ['a', null],
    ['a', bytes('2')],
    ['b', null],
    ['c', binary],
    ['d', bytes('')],
  ]);
  expect(receivedHeaders(undefined)).toEqual([]);
});

test('what KafkaJS takes for an earlier value of a name that every object inherits is left out', () => {
  const fromKafka = Object.fromEntries([
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is never called
    ['toString', [Object.prototype.toString, bytes('x')]],
    ['__proto__', [Object.prototype, bytes('y'), null]],
  ]) as never;
  expect(receivedHeaders(fromKafka)).toEqual([
    ['toString', bytes('x')],
    ['__proto__', bytes('y')],
    ['__proto__', null],
  ]);
});

test('of a repeated header the last value counts, and one without a value is absent', () => {
  const headers = [...headersOf({ a: '1' }), ...headersOf({ a: '2', b: '3' }), ['b', null] as const];
  expect(['a', 'b', 'c', '__proto__'].map((name) => headerText(headers, name))).toEqual([
    '2',
    undefined,
    undefined,
    undefined,
  ]);
});

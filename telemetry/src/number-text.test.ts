import { decimalNumber, wholeNumber } from './number-text';

test.each([
  ['0', 0],
  ['7', 7],
  ['100', 100],
])('the whole number %s', (text, value) => {
  expect(wholeNumber(0, 100).parse(text)).toBe(value);
});

const HOSTILE = [
  '',
  ' ',
  ' 5',
  '5 ',
  '5\n',
  '+5',
  '-5',
  '-0',
  '05',
  '0x10',
  '0b1',
  '1e1',
  '5.',
  '.5',
  '1_0',
  '5n',
  '５',
  '٥',
  '²',
  'NaN',
];

test.each([...HOSTILE, '5.0', '101', '99999999999999999999', '9'.repeat(1_000)])(
  '%j is no whole number up to 100',
  (text) => {
    expect(wholeNumber(0, 100).safeParse(text).success).toBe(false);
  },
);

test.each([undefined, null, 5, ['5'], { valueOf: () => 5 }])('%j is no text', (value) => {
  expect(wholeNumber(0).safeParse(value).success).toBe(false);
});

test.each([
  ['0', 0],
  ['0.5', 0.5],
  ['12.25', 12.25],
  ['3', 3],
])('the number %s', (text, value) => {
  expect(decimalNumber(0).parse(text)).toBe(value);
});

test.each([...HOSTILE, '1,5', '1.2.3', 'Infinity'])('%j is no number', (text) => {
  expect(decimalNumber(0).safeParse(text).success).toBe(false);
});

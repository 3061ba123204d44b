import { thresholdColor } from './threshold';

const steps = [
  { value: null, color: 'green' },
  { value: 5, color: 'orange' },
  { value: 30, color: 'red' },
];

it.each([
  [-1, 'var(--good)'],
  [4.99, 'var(--good)'],
  [5, 'var(--warning)'],
  [30, 'var(--critical)'],
  [Number.NaN, 'var(--good)'],
])('%d has the colour %s', (value, color) => {
  expect(thresholdColor(steps, value)).toBe(color);
});

it('has the colour of text without steps, or with a colour that has no meaning here', () => {
  expect(thresholdColor(undefined, 1)).toBe('var(--text)');
  expect(thresholdColor([{ value: null, color: 'purple' }], 1)).toBe('var(--text)');
});

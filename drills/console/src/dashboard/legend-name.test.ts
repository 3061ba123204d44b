import { legendName } from './legend-name';

const metric = { __name__: 'up', topic: 'a', reason: 'b' };

it.each([
  ['{{topic}} {{ reason }}', 'a b'],
  ['broker {{broker}}', 'broker'],
  ['p95', 'p95'],
  ['', 'up{reason="b", topic="a"}'],
  [undefined, 'up{reason="b", topic="a"}'],
  ['__auto', 'up{reason="b", topic="a"}'],
])('%s names the series %s', (format, name) => {
  expect(legendName(format, metric)).toBe(name);
});

import { insidePath } from './inside-path';

const HERE = 'http://localhost:8088/slack/critical';

it.each([
  ['http://localhost:8088/runbooks/KafkaBrokerDown', '/runbooks/KafkaBrokerDown'],
  ['http://127.0.0.1:8088/graph?g0.expr=up', '/graph?g0.expr=up'],
  ['http://localhost:8088/#/alerts?receiver=slack-critical', '/#/alerts?receiver=slack-critical'],
  ['/logs?query=a', '/logs?query=a'],
])('%s is inside', (href, path) => {
  expect(insidePath(href, HERE)).toBe(path);
});

it.each([
  'http://localhost:9090/graph',
  'https://localhost:8088/',
  'http://example.com:8088/',
  'javascript:alert(1)',
  'http://[',
])('%s is not', (href) => {
  expect(insidePath(href, HERE)).toBeUndefined();
});

import { canonicalPath } from './canonical-path';

it.each([
  ['/api/alerts', '/api/alerts'],
  ['/api/logs?', '/api/logs'],
  ['/api/logs?query=a%20b&from=now-1h', '/api/logs?from=now-1h&query=a+b'],
  ['/api/logs?query=trace.id:1', '/api/logs?query=trace.id%3A1'],
  ['/api/graph?g0.expr=a%3Fb?c', '/api/graph?g0.expr=a%3Fb%3Fc'],
])('%s is %s', (path, same) => {
  expect(canonicalPath(path)).toBe(same);
});

import { onwardPath } from './onward-link';

const range = { from: 'now-30m', to: 'now' };
const path = (url: string) => onwardPath({ title: 'Onward', url }, range);
const explore = (query: object): string =>
  `/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify({ firewatch: { queries: [query], range: { from: 'F', to: 'T' } } }))}`;

it('leads to another dashboard over the same time', () => {
  expect(path('/d/event-pipeline?${__url_time_range}')).toBe('/dashboards/event-pipeline?from=now-30m&to=now');
});

it('leads to traces and to log lines', () => {
  expect(path(explore({ queryType: 'search', service: 'task-service' }))).toBe(
    '/traces?service=task-service&from=now-30m&to=now',
  );
  expect(path(explore({ query: 'service.name:a AND log.level:error' }))).toBe(
    '/logs?query=service.name%3Aa+AND+log.level%3Aerror&from=now-30m&to=now',
  );
});

it.each(['https://example.com/', '/alerting', '/explore', explore({})])('has no counterpart of %s', (url) => {
  expect(path(url)).toBeUndefined();
});

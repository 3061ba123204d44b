import type { Row } from '../dashboard';
import { stat, timeseries } from '../house';
import { dashboard, problemsLoggedBy, tracesOf } from '../links';
import { quantile, rate, ratio, select, sum, zeroWhileNone } from '../promql';
import { SERVICE, USER_REQUESTS } from './selector';

const DURATION = 'http_server_request_duration_seconds';
const COUNT = `${DURATION}_count` as const;
const onward = [
  tracesOf('task-service'),
  problemsLoggedBy('task-service'),
  dashboard('event-pipeline', 'Event pipeline'),
] as const;
const failures = sum(rate(COUNT, { ...USER_REQUESTS, http_response_status_code: '5.+' }));
const all = sum(rate(COUNT, USER_REQUESTS));

export const requests: Row = {
  title: 'Requests',
  panels: [
    stat({
      title: 'Request rate',
      unit: 'reqps',
      shows: 'Requests of users per second, without probes and scrapes.',
      bad: 'a drop to nothing while users are expected: they cannot reach the service, or the proxy before it is down.',
      next: 'look at "Instances up"; ask /readyz of an instance; then the log.',
      queries: [{ expr: all, legend: 'requests' }],
      onward,
    }),
    stat({
      title: 'Failed requests',
      unit: 'percentunit',
      shows: 'Share of requests that were answered with a 5xx status.',
      bad: 'more than 0.1 % over some minutes: users lose their work. A refusal (4xx) is not a failure and is not counted.',
      next: 'see "Responses by status" for the codes, then open the failed traces.',
      thresholds: [
        { from: 0.001, color: 'orange' },
        { from: 0.01, color: 'red' },
      ],
      queries: [{ expr: ratio(`(${failures} or 0 * ${all})`, all), legend: 'failed' }],
      onward,
    }),
    stat({
      title: 'Latency p99',
      unit: 's',
      shows: 'Time within which 99 of 100 requests were answered.',
      bad: 'more than 0.3 s, the threshold of the latency objective.',
      next: 'compare "Latency by route" and "Event loop lag": one slow route is a query, all slow at once is the process or the database.',
      thresholds: [
        { from: 0.3, color: 'orange' },
        { from: 1, color: 'red' },
      ],
      queries: [{ expr: quantile(0.99, DURATION, USER_REQUESTS), legend: 'p99' }],
      onward,
    }),
    stat({
      title: 'In flight',
      unit: 'short',
      shows: 'Requests that have arrived and are not answered yet.',
      bad: 'a number that keeps growing: requests wait for something, mostly for a database connection.',
      next: 'look at "Waiting for a connection"; open a slow trace to see what the request waits for.',
      queries: [{ expr: sum(select('http_server_active_requests', SERVICE)), legend: 'in flight' }],
      onward,
    }),
    stat({
      title: 'Instances up',
      unit: 'short',
      shows: 'Instances of the task service that Prometheus can scrape.',
      bad: 'fewer than were started.',
      next: 'run `make dev-status`, then `make dev-logs SERVICE=task-service`.',
      base: 'red',
      thresholds: [{ from: 1, color: 'green' }],
      queries: [{ expr: sum(select('up', SERVICE)), legend: 'up' }],
      onward,
    }),
    stat({
      title: 'Spans dropped',
      unit: 'cps',
      shows: 'Spans per second that were lost on their way to Jaeger.',
      bad: 'anything above 0: traces have holes. The service itself is not slowed down by it.',
      next: 'is Jaeger up? reason `queue_full` means it is slow, `export_failed` that it is away.',
      thresholds: [{ from: 0.001, color: 'orange' }],
      queries: [
        { expr: zeroWhileNone(sum(rate('telemetry_spans_dropped_total', SERVICE)), 'task-service'), legend: 'dropped' },
      ],
      onward,
    }),
    timeseries({
      title: 'Responses by status',
      unit: 'reqps',
      shows: 'Requests per second by the status of their answer.',
      bad: '5xx at all; 401 or 429 that jump up: somebody tries passwords, or a client lost its token.',
      next: 'click a point for traces and log lines of that time; the problem document in the log has the `code`.',
      stacked: true,
      queries: [
        { expr: sum(rate(COUNT, USER_REQUESTS), 'http_response_status_code'), legend: '{{http_response_status_code}}' },
      ],
      onward,
    }),
    timeseries({
      title: 'Latency percentiles',
      unit: 's',
      shows: 'Latency of all requests; each point is an exemplar, one request with its trace.',
      bad: 'p99 above 0.3 s, or p50 that rises with it: then everybody waits.',
      next: 'open the trace of an exemplar above the lines and see which span is long.',
      queries: [
        { expr: quantile(0.5, DURATION, USER_REQUESTS), legend: 'p50', exemplars: true },
        { expr: quantile(0.95, DURATION, USER_REQUESTS), legend: 'p95', exemplars: true },
        { expr: quantile(0.99, DURATION, USER_REQUESTS), legend: 'p99', exemplars: true },
      ],
      onward,
    }),
    timeseries({
      title: 'Top routes',
      unit: 'reqps',
      shows: 'The eight busiest routes. A path that matches no route is `unmatched`.',
      bad: 'a lot of `unmatched`: a client uses an address that does not exist, or somebody scans the service.',
      next: 'look for the addresses in the log.',
      queries: [
        {
          expr: `topk(8, ${sum(rate(COUNT, USER_REQUESTS), 'http_request_method', 'http_route')})`,
          legend: '{{http_request_method}} {{http_route}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Latency by route, p95',
      unit: 's',
      width: 12,
      shows: 'Time within which 95 of 100 requests of a route were answered.',
      bad: 'one route far above its own past. Registering and logging in are slow by design: hashing a password costs time.',
      next: 'open traces of that route; a long database span points to a missing index.',
      queries: [
        {
          expr: quantile(0.95, DURATION, USER_REQUESTS, 'http_request_method', 'http_route'),
          legend: '{{http_request_method}} {{http_route}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Requests in flight',
      unit: 'short',
      width: 12,
      shows: 'Requests that each instance works on.',
      bad: 'one instance far above the others, or all that keep growing.',
      next: 'look at "Event loop lag" and "Waiting for a connection" of that instance.',
      queries: [{ expr: select('http_server_active_requests', SERVICE), legend: '{{instance}}' }],
      onward,
    }),
  ],
};

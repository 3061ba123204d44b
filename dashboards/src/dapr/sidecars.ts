import type { Row } from '../dashboard';
import { timeseries } from '../house';
import { rate, select, sum } from '../promql';
import { ofSidecars as onward } from './onward';
import { ALL_OF_DAPR, SIDECARS, zeroForEachSidecar } from './selector';

export const sidecars: Row = {
  title: 'Sidecars and components',
  panels: [
    timeseries({
      title: 'Up',
      unit: 'short',
      width: 6,
      shows: 'Whether Prometheus reaches each sidecar and Sentry.',
      bad: 'a 0. Without its sidecar a service works on, but summaries come from the database and notifications wait.',
      next: 'run `make dev-status`, then `make dev-restart SERVICE=<the one that is down>`.',
      queries: [{ expr: sum(select('up', ALL_OF_DAPR), 'job'), legend: '{{job}}' }],
      onward,
    }),
    timeseries({
      title: 'Components loaded',
      unit: 'short',
      width: 6,
      shows:
        'Components that each sidecar has started: the state store, and at the consumer also pub/sub. Dapr counts loads, so one that is changed in place counts twice.',
      bad: 'fewer than 1 at `task-service-daprd` or 2 at `consumer-daprd`: a component was away when the sidecar started, and it does not try again.',
      next: 'see "Components that did not start"; mend what the component needs, then restart the sidecar.',
      queries: [
        {
          expr: zeroForEachSidecar(sum(select('dapr_runtime_component_loaded', SIDECARS), 'job')),
          legend: '{{job}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Components that did not start',
      unit: 'short',
      width: 6,
      shows:
        'Failures since the start of a sidecar, by component and the step that failed. Without any there is no line.',
      bad: 'any line: the sidecar runs without that component until it is restarted.',
      next: 'follow the runbook of `DaprComponentInitFailed`.',
      queries: [
        {
          expr: sum(select('dapr_runtime_component_init_fail_total', SIDECARS), 'job', 'componentName', 'reason'),
          legend: '{{job}} {{componentName}}: {{reason}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Time since the start',
      unit: 's',
      width: 6,
      shows: 'How long each sidecar and Sentry have been running.',
      bad: 'a line that falls to 0 again and again: it crashes, and its supervisor starts it anew.',
      next: 'read the last lines of its log from before the fall.',
      queries: [{ expr: `time() - ${select('process_start_time_seconds', ALL_OF_DAPR)}`, legend: '{{job}}' }],
      onward,
    }),
    timeseries({
      title: 'Memory',
      unit: 'bytes',
      width: 6,
      shows: 'Memory of each process.',
      bad: 'a line that rises for hours: a leak, or messages that wait in the sidecar. About 100 MB are usual.',
      next: 'compare with "Goroutines" and "Deliveries as the sidecar counts".',
      queries: [{ expr: select('process_resident_memory_bytes', ALL_OF_DAPR), legend: '{{job}}' }],
      onward,
    }),
    timeseries({
      title: 'Goroutines',
      unit: 'short',
      width: 6,
      shows: 'Goroutines of each process.',
      bad: 'a line that never falls back: calls that nobody ends, as of an app that does not answer.',
      next: 'see "Health checks of the services" and the latency of what the sidecar does.',
      queries: [{ expr: select('go_goroutines', ALL_OF_DAPR), legend: '{{job}}' }],
      onward,
    }),
    timeseries({
      title: 'Health checks of the services',
      unit: 'cps',
      width: 6,
      shows: 'Checks per second that each sidecar makes of its service, by the status that it was answered with.',
      bad: 'another status than 200, or none: the sidecar brings its service no messages meanwhile, and passes no calls on.',
      next: 'ask `/healthz` of the service and read its log.',
      queries: [
        {
          expr: sum(rate('dapr_http_healthprobes_completed_count', SIDECARS), 'app_id', 'status'),
          legend: '{{app_id}} {{status}}',
        },
      ],
      onward,
    }),
    timeseries({
      title: 'Requests to the sidecars',
      unit: 'reqps',
      width: 6,
      shows: "Requests per second to each sidecar's API, by status.",
      bad: '401: somebody calls with a wrong token. 403: what is asked for is out of scope. 500: a building block fails.',
      next: 'see "Calls that failed" for what the service asked; the log of the sidecar says why.',
      queries: [
        {
          expr: sum(rate('dapr_http_server_request_count', SIDECARS), 'app_id', 'status'),
          legend: '{{app_id}} {{status}}',
        },
      ],
      onward,
    }),
  ],
};

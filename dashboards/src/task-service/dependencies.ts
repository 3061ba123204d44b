import type { Row } from '../dashboard';
import { timeseries } from '../house';
import { dashboard, problemsLoggedBy, tracesOf } from '../links';
import { quantile, rate, select, sum, zeroWhileNone } from '../promql';
import { SERVICE } from './selector';

const traces = tracesOf('task-service');
const pipeline = dashboard('event-pipeline', 'Event pipeline');

export const dependencies: Row = {
  title: 'What it depends on',
  panels: [
    timeseries({
      title: 'Database connections',
      unit: 'short',
      width: 6,
      shows: 'Connections of the pool by state, and the most that it may open.',
      bad: '`used` at the maximum: further requests wait.',
      next: 'look for long transactions in PostgreSQL; see "Waiting for a connection".',
      queries: [
        { expr: sum(select('db_client_connection_count', SERVICE), 'state'), legend: '{{state}}' },
        { expr: sum(select('db_client_connection_max', SERVICE)), legend: 'maximum' },
      ],
      onward: [traces, problemsLoggedBy('postgres'), pipeline],
    }),
    timeseries({
      title: 'Waiting for a connection',
      unit: 'short',
      width: 6,
      shows: 'Requests that wait for a connection of the pool.',
      bad: 'anything above 0 for more than a moment: the database is slow or the pool is too small.',
      next: 'open a slow trace: are the queries long, or is there a gap before them?',
      queries: [{ expr: sum(select('db_client_connection_pending_requests', SERVICE)), legend: 'waiting' }],
      onward: [traces, problemsLoggedBy('postgres'), pipeline],
    }),
    timeseries({
      title: 'Calls to the Dapr sidecar, p95',
      unit: 's',
      width: 6,
      shows: 'Time of a call to the sidecar, by operation and outcome.',
      bad: 'more than 0.05 s, or any `error`: summaries then come from the database.',
      next: 'see "State" of the dashboard of Dapr; read the log of the sidecar.',
      queries: [
        {
          expr: quantile(0.95, 'dapr_client_request_duration_seconds', SERVICE, 'operation', 'outcome'),
          legend: '{{operation}} {{outcome}}',
        },
      ],
      onward: [traces, problemsLoggedBy('task-service-daprd'), dashboard('dapr', 'Dapr')],
    }),
    timeseries({
      title: 'Spans',
      unit: 'cps',
      width: 6,
      shows: 'Spans per second that ended, that Jaeger accepted, and that were lost, by reason.',
      bad: 'any that were lost; or far fewer accepted than ended.',
      next: 'read the log of Jaeger; raise the queue or lower the sampling ratio if it is only slow.',
      queries: [
        { expr: sum(rate('telemetry_spans_ended_total', SERVICE)), legend: 'ended' },
        { expr: sum(rate('telemetry_spans_exported_total', SERVICE)), legend: 'exported' },
        {
          expr: zeroWhileNone(sum(rate('telemetry_spans_dropped_total', SERVICE), 'reason'), 'task-service', 'reason'),
          legend: 'dropped: {{reason}}',
        },
      ],
      onward: [traces, problemsLoggedBy('jaeger'), pipeline],
    }),
  ],
};

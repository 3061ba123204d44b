import type { Row } from '../dashboard';
import { timeseries } from '../house';
import { dashboard, logs, problemsLoggedBy } from '../links';
import { max, rate, select, sum } from '../promql';

const service = dashboard('task-service', 'Task service');
const shipper = [
  problemsLoggedBy('log-shipper'),
  logs('Lines kept as text', 'tags:(_unparsed OR _rejected)'),
  service,
] as const;
const elasticsearch = [problemsLoggedBy('elasticsearch'), service] as const;

export const logPipeline: Row = {
  title: 'Log lines',
  panels: [
    timeseries({
      title: 'Log records by outcome',
      unit: 'cps',
      shows: 'Records per second that the log shipper has read, by what became of them.',
      bad: '"unparsed" or "rejected" more than now and then: a format has changed. "lost" at all. Nothing: no line can be searched.',
      next: 'search for `tags:_rejected`; the reason is in `error.message`.',
      queries: [{ expr: sum(rate('log_shipper_lines_total'), 'outcome'), legend: '{{outcome}}' }],
      onward: shipper,
    }),
    timeseries({
      title: 'Age of the oldest line that waits',
      unit: 's',
      shows: 'How long the lines of each service have waited to be stored in Elasticsearch.',
      bad: 'more than 300 s: searches show what was true before. All services at once: Elasticsearch takes nothing.',
      next: 'run `curl localhost:9600/readyz`, which says why.',
      queries: [{ expr: max(select('log_shipper_lag_seconds'), 'service'), legend: '{{service}}' }],
      onward: shipper,
    }),
    timeseries({
      title: 'Health of Elasticsearch',
      unit: 'short',
      shows: 'Which colour the cluster has, and whether the exporter and the log shipper answer.',
      bad: 'no colour at 1: Elasticsearch does not answer. "red": a day of logs cannot be searched.',
      next: 'run `make dev-logs SERVICE=elasticsearch`.',
      queries: [
        { expr: max(select('elasticsearch_cluster_health_status'), 'color'), legend: '{{color}}' },
        { expr: max(select('up', { job: 'log-shipper' })), legend: 'log shipper' },
        { expr: max(select('up', { job: 'elasticsearch' })), legend: 'exporter' },
      ],
      onward: elasticsearch,
    }),
  ],
};

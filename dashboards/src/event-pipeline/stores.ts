import type { Row } from '../dashboard';
import { STATE_QUERIES } from '../dapr/state-queries';
import { timeseries } from '../house';
import { dashboard, logs, problemsLoggedBy, tracesOf } from '../links';
import { rate, select, sum } from '../promql';

const service = dashboard('task-service', 'Task service');
const sidecars = [tracesOf('consumer'), problemsLoggedBy('*-daprd'), dashboard('dapr', 'Dapr'), service] as const;
const redis = [logs('Log of Redis', 'service.name:redis'), service] as const;
const postgres = [problemsLoggedBy('postgres'), service] as const;

export const stores: Row = {
  title: 'Dapr, Redis, PostgreSQL',
  panels: [
    timeseries({
      title: 'State store operations',
      unit: 'cps',
      shows: 'Operations per second on the state store, as the sidecars count them.',
      bad: 'no `set` while events are processed: summaries grow old.',
      next: 'read the log of the sidecar of the consumer.',
      queries: [STATE_QUERIES.operations],
      onward: sidecars,
    }),
    timeseries({
      title: 'State store errors',
      unit: 'cps',
      shows: 'Operations per second that failed.',
      bad: 'more than single ones: Redis is away or full. The API answers from the database meanwhile, marked as degraded.',
      next: 'see "Redis clients and commands"; run `make dev-status`.',
      queries: [STATE_QUERIES.failed],
      onward: sidecars,
    }),
    timeseries({
      title: 'State store latency, p95',
      unit: 'ms',
      shows: 'Time of an operation on the state store, in milliseconds as the sidecars count.',
      bad: 'more than 20 ms: Redis is slow, or the machine has no CPU left.',
      next: 'see "Redis memory"; run `redis-cli --latency`.',
      queries: [STATE_QUERIES.p95],
      onward: sidecars,
    }),
    timeseries({
      title: 'Redis clients and commands',
      unit: 'short',
      width: 6,
      shows: 'Whether Redis answers, its clients, and commands per second.',
      bad: '"up" at 0; clients that grow without end: connections are not given back.',
      next: 'run `make dev-logs SERVICE=redis`.',
      queries: [
        { expr: select('redis_up'), legend: 'up' },
        { expr: select('redis_connected_clients'), legend: 'clients' },
        { expr: rate('redis_commands_processed_total'), legend: 'commands/s' },
      ],
      onward: redis,
    }),
    timeseries({
      title: 'Redis memory',
      unit: 'bytes',
      width: 6,
      shows: 'Memory of the data in Redis. Summaries expire, so it levels off.',
      bad: 'a line that never levels off: something is stored without an expiry.',
      next: 'find the keys with `redis-cli --bigkeys`.',
      queries: [{ expr: select('redis_memory_used_bytes'), legend: 'used' }],
      onward: redis,
    }),
    timeseries({
      title: 'PostgreSQL connections',
      unit: 'short',
      width: 12,
      shows: 'Connections by state, and the most that the server allows.',
      bad: 'near the maximum: new ones are refused. `idle in transaction`: somebody holds locks and does nothing.',
      next: 'look for them in `pg_stat_activity`; end the session that holds the lock.',
      queries: [
        { expr: sum(select('pg_stat_activity_count'), 'state'), legend: '{{state}}' },
        { expr: select('pg_settings_max_connections'), legend: 'maximum' },
        { expr: select('pg_up'), legend: 'up' },
      ],
      onward: postgres,
    }),
  ],
};

import { randomUUID } from 'node:crypto';
import { call, deleteTasks, list, mustCall, newAccount, type Account } from '../platform/api-client';
import { searchLogs } from '../platform/elasticsearch';
import { eventually } from '../platform/eventually';
import { readTrace } from '../platform/jaeger';
import { mustHaveNone, unless, type SmokeCheck } from './smoke-check';

/** Sidecars send their spans, and logs are shipped, some seconds later. */
const PATIENCE = { timeout: 60_000, interval: 500 };
const TITLE = 'A task of the smoke checks';

/** Who leaves a span in a request's trace; the sidecar, by which the summary goes to Redis, too. */
const IN_TRACE = ['task-service', 'consumer', 'consumer-daprd'];
const IN_LOGS = ['task-service', 'consumer'];

export const apiAnswers: SmokeCheck = {
  name: 'api',
  title: 'the API serves who has logged in, and refuses who has not',
  look: () =>
    withTask(async ({ account, taskId }) => {
      const { body } = await mustCall(200, 'GET', `/tasks/${taskId}`, { token: account.token });
      const anonymous = await call('GET', `/tasks/${taskId}`);
      const missing = await call('GET', `/tasks/${randomUUID()}`, { token: account.token });
      mustHaveNone([
        ...unless(body['title'] === TITLE, `the task comes back as ${JSON.stringify(body)}`),
        ...unless(anonymous.status === 401, `without a token: ${anonymous.status} instead of 401`),
        ...unless(missing.status === 404, `a task that is not there: ${missing.status} instead of 404`),
      ]);
      return 'registered, logged in, task made and read; 401 without a token';
    }),
};

export const eventsFlow: SmokeCheck = {
  name: 'event-flow',
  title: 'a change has its effects: summary by Kafka, Dapr and Redis, activity by Kafka and PostgreSQL',
  look: () =>
    withTask(({ account: { token } }) =>
      eventually(async () => {
        const summary = (await mustCall(200, 'GET', '/me/summary', { token })).body;
        const activity = (await mustCall(200, 'GET', '/me/activity', { token })).body;
        const types = list(activity, 'items').map(({ type }) => type);
        mustHaveNone([
          ...unless(
            summary['open'] === 1 && summary['source'] === 'cache',
            `the summary is not one open task from the cache, but ${JSON.stringify(summary)}`,
          ),
          ...['user.registered', 'task.created'].flatMap((type) =>
            unless(types.includes(type), `the activity has no ${type}`),
          ),
        ]);
        return 'one open task in the summary, from the cache; two events in the activity';
      }, PATIENCE),
    ),
};

export const traceIsWhole: SmokeCheck = {
  name: 'trace',
  title: 'one request is one trace, from HTTP to the call of Redis',
  look: () =>
    withTask(({ traceId }) =>
      eventually(async () => {
        const spans = await readTrace(traceId);
        const services = new Set(spans.map(({ service }) => service));
        mustHaveNone(IN_TRACE.flatMap((name) => unless(services.has(name), `trace ${traceId} has no span of ${name}`)));
        return `${spans.length} spans, of ${IN_TRACE.join(', ')}`;
      }, PATIENCE),
    ),
};

export const logsAreFound: SmokeCheck = {
  name: 'logs',
  title: 'the log lines of a request are found by its trace id',
  look: () =>
    withTask(({ traceId }) =>
      eventually(async () => {
        const counts = await Promise.all(
          IN_LOGS.map(async (service) => {
            const filter = [{ term: { 'trace.id': traceId } }, { term: { 'service.name': service } }];
            return { service, total: (await searchLogs({ bool: { filter } })).total };
          }),
        );
        mustHaveNone(
          counts.flatMap(({ service, total }) => unless(total > 0, `no line of ${service} has trace.id ${traceId}`)),
        );
        return counts.map(({ service, total }) => `${total} of ${service}`).join(', ');
      }, PATIENCE),
    ),
};

interface Task {
  readonly account: Account;
  readonly taskId: string;
  readonly traceId: string;
}

/** Has somebody new make a task, in a trace of its own, and takes it away afterwards. */
async function withTask<T>(look: (task: Task) => Promise<T>): Promise<T> {
  const account = await newAccount();
  const traceId = randomUUID().replaceAll('-', '');
  try {
    const { body } = await mustCall(201, 'POST', '/tasks', {
      token: account.token,
      body: { title: TITLE },
      headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    });
    return await look({ account, taskId: String(body['id']), traceId });
  } finally {
    await deleteTasks(account);
  }
}

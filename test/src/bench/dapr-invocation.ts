import { randomUUID } from 'node:crypto';
import { settings } from '../platform/settings';
import type { Benchmark, PreparedBenchmark, Side } from './benchmark';
import { HttpConnection } from './http-connection';
import { percentiles } from './percentiles';
import { sendInTurn } from './send-in-turn';

const CALLS = 500;
/** Until the services' code is compiled as far as it will be. */
const WARM_UP = 3;

/** Milliseconds of one call of the task service: by both sidecars, as the consumer makes it, with mTLS, access policy and resiliency; and without any. */
export const daprInvocation: Benchmark = {
  name: 'dapr-invocation',
  title: 'A call from service to service by the sidecars, and without',
  warmUp: WARM_UP,
  prepare(): Promise<PreparedBenchmark> {
    const { ports, secrets } = settings();
    // Nobody has this id, so that nothing has to be made beforehand: PostgreSQL is asked all the same.
    const question = `internal/users?id=${randomUUID()}`;
    const bySidecars = new HttpConnection(ports.consumerDaprHttp, { 'dapr-api-token': secrets.consumerDaprApiToken });
    const directly = new HttpConnection(ports.taskService, { 'dapr-api-token': secrets.taskServiceAppApiToken });
    return Promise.resolve({
      sides: [
        side('sidecars', () => bySidecars.send('GET', `/v1.0/invoke/task-service/method/${question}`)),
        side('direct', () => directly.send('GET', `/${question}`)),
      ],
      userIds: [],
      close() {
        bySidecars.close();
        directly.close();
        return Promise.resolve();
      },
    });
  },
};

function side(name: string, call: () => Promise<void>): Side {
  return { name, measure: async () => percentiles(await sendInTurn(CALLS, call)) };
}

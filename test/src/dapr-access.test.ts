import { connect } from 'node:tls';
import {
  APIS_IN_USE,
  APIS_NOT_IN_USE,
  CALLS_OF_THE_CONSUMER,
  METHODS_FOR_NOBODY,
  type SidecarCall,
} from './access/sidecar-calls';
import { grpcStatus, send } from './access/send';
import { waitUntilAllReady } from './platform/processes';
import { ScratchSidecar } from './platform/scratch-sidecar';
import { settings } from './platform/settings';
import { sidecarOf } from './platform/sidecar';

const { ports, secrets } = settings();

const SIDECARS = {
  'task-service': { ...sidecarOf('task-service'), grpcPort: ports.taskServiceDaprGrpc },
  consumer: { ...sidecarOf('consumer'), grpcPort: ports.consumerDaprGrpc },
} as const;
type AppId = keyof typeof SIDECARS;
const APP_IDS = ['task-service', 'consumer'] as const;

// An API that is switched off is told as such before the token is looked at.
const GRPC_UNAUTHENTICATED = '16';
const GRPC_UNIMPLEMENTED = '12';

/** Who shows a sidecar or a service a token that is not that of its own. */
const OTHER_TOKENS: Readonly<Record<string, string | undefined>> = {
  'no token': undefined,
  'a made-up token': 'x'.repeat(48),
  'the admin token': secrets.adminToken,
  'the token that the task service asks of its sidecar': secrets.taskServiceAppApiToken,
  'the token that the consumer asks of its sidecar': secrets.consumerAppApiToken,
};

/** One illegal call: who, what, and what has to be answered. */
interface Attempt {
  readonly what: string;
  readonly expected: readonly (number | string)[];
  readonly attempt: () => Promise<number | string>;
}

/** Makes each call in turn. @returns those that were not refused as they have to be */
async function accepted(attempts: readonly Attempt[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const { what, expected, attempt } of attempts) {
    const answer = await attempt();
    if (!expected.includes(answer)) wrong.push(`${what}: ${answer}`);
  }
  return wrong;
}

const describeCall = ({ method, path }: Pick<SidecarCall, 'method' | 'path'>) => `${method} ${path}`;

beforeAll(waitUntilAllReady);

describe('the API of a sidecar', () => {
  it.each(APP_IDS)('of %s is open to nobody who does not show its own token', async (appId) => {
    const { port, grpcPort } = SIDECARS[appId];
    const otherSidecar = SIDECARS[appId === 'consumer' ? 'task-service' : 'consumer'].apiToken;
    const callers = Object.entries({ ...OTHER_TOKENS, 'the token of the other sidecar': otherSidecar });
    const calls = [...APIS_IN_USE, ...CALLS_OF_THE_CONSUMER, ...APIS_NOT_IN_USE];
    const attempts = callers.flatMap(([caller, token]): Attempt[] => [
      ...calls.map((call) => ({
        what: `${caller}: ${describeCall(call)}`,
        expected: [401, ...(isSwitchedOff(appId, call) ? [404] : [])],
        attempt: () => send(port, token, call),
      })),
      ...['GetMetadata', 'GetState', 'PublishEvent', 'InvokeService', 'Shutdown'].map((method) => ({
        what: `${caller}: gRPC ${method}`,
        expected: method === 'GetMetadata' ? [GRPC_UNAUTHENTICATED] : [GRPC_UNIMPLEMENTED],
        attempt: () => grpcStatus(grpcPort, `dapr.proto.runtime.v1.Dapr/${method}`, token),
      })),
    ]);
    expect(attempts.length).toBeGreaterThan(150);
    expect(await accepted(attempts)).toEqual([]);
  });

  it.each(APP_IDS)('of %s serves the service what that has a use for, and nothing else', async (appId) => {
    const { port, grpcPort, apiToken: token } = SIDECARS[appId];
    const inUse = appId === 'consumer' ? [...APIS_IN_USE, CALLS_OF_THE_CONSUMER[0] as SidecarCall] : APIS_IN_USE;
    for (const call of inUse) {
      const status = await send(port, token, call);
      expect(`${describeCall(call)}: ${status}`).toMatch(/: 20[04]$/);
    }
    const others = appId === 'consumer' ? APIS_NOT_IN_USE : [...APIS_NOT_IN_USE, ...CALLS_OF_THE_CONSUMER];
    const attempts: Attempt[] = others.map((call) => ({
      what: describeCall(call),
      expected: [404, 405],
      attempt: () => send(port, token, call),
    }));
    for (const method of ['GetState', 'PublishEvent', 'InvokeService', 'GetSecret', 'Shutdown']) {
      attempts.push({
        what: `gRPC ${method}`,
        expected: [GRPC_UNIMPLEMENTED],
        attempt: () => grpcStatus(grpcPort, `dapr.proto.runtime.v1.Dapr/${method}`, token),
      });
    }
    expect(await accepted(attempts)).toEqual([]);
  });
});

/** What the sidecar of this app has no route for, token or not. */
function isSwitchedOff(appId: AppId, call: SidecarCall): boolean {
  return APIS_NOT_IN_USE.includes(call) || (appId === 'task-service' && CALLS_OF_THE_CONSUMER.includes(call));
}

describe('pub/sub', () => {
  const TOPICS = ['task.created', 'notification.sent', 'dead-letter', 'reminder.due', 'anything', '__consumer_offsets'];

  it('lets the consumer publish to its own topics only', async () => {
    const { port, apiToken: token } = SIDECARS.consumer;
    const attempts = TOPICS.flatMap((topic): Attempt[] => [
      {
        what: `publish to ${topic}`,
        expected: [403],
        attempt: () => send(port, token, { method: 'POST', path: `/v1.0/publish/pubsub/${topic}`, body: {} }),
      },
      {
        what: `bulk publish to ${topic}`,
        expected: [403],
        attempt: () =>
          send(port, token, {
            method: 'POST',
            path: `/v1.0-alpha1/publish/bulk/pubsub/${topic}`,
            body: [{ entryId: '1', event: {}, contentType: 'application/json' }],
          }),
      },
    ]);
    expect(await accepted(attempts)).toEqual([]);
  });

  it('is not there for a sidecar of another name, even with the same resources', async () => {
    const stranger = await ScratchSidecar.start({ appId: 'stranger', platformResources: true });
    try {
      const publish = await stranger.ask('POST', '/v1.0/publish/pubsub/notification.requested', {});
      const state = await stranger.ask('GET', '/v1.0/state/statestore/access-test');
      expect({ publish: publish.status, state: state.status }).toEqual({ publish: 404, state: 500 });
      expect(publish.body).toContain('ERR_PUBSUB_NOT_FOUND');
      expect(state.body).toContain('ERR_STATE_STORE_NOT_CONFIGURED');
    } finally {
      await stranger.stop();
    }
  });
});

describe('invocation', () => {
  let stranger: ScratchSidecar;
  // In the place of the consumer's own sidecar, whose circuit breaker would open at so many refusals.
  let asConsumer: ScratchSidecar;
  beforeAll(async () => {
    [stranger, asConsumer] = [
      await ScratchSidecar.start({ appId: 'stranger' }),
      await ScratchSidecar.start({ appId: 'consumer' }),
    ];
  });
  afterAll(() => Promise.all([stranger.stop(), asConsumer.stop()]));

  const invoke = (appId: AppId, path: string) => `/v1.0/invoke/${appId}/method/${path}`;

  it('lets the consumer ask the task service for users, and for nothing else', async () => {
    const { port, apiToken } = asConsumer.settings;
    const ask = (method: SidecarCall['method'], path: string) =>
      send(port, apiToken, { method, path: invoke('task-service', path) });
    expect(await ask('GET', 'internal/users?id=nobody')).toBe(200);
    const attempts = METHODS_FOR_NOBODY.map(({ method, path }): Attempt => ({
      what: `${method} ${path}`,
      expected: [403],
      attempt: () => ask(method, path),
    }));
    expect(await accepted(attempts)).toEqual([]);
    // Pinned: what Dapr allows, it allows for all that is below it, too. The service has to have nothing there.
    expect(await ask('GET', 'internal/users/x')).toBe(404);
  });

  it.each(APP_IDS)('lets a sidecar of another name call nothing of %s', async (appId) => {
    const { port, apiToken } = stranger.settings;
    const attempts = [
      { method: 'GET' as const, path: 'internal/users?id=nobody' },
      { method: 'POST' as const, path: 'internal/notifications' },
      ...METHODS_FOR_NOBODY,
    ].map(({ method, path }): Attempt => ({
      what: `${method} ${path}`,
      expected: [403],
      attempt: () => send(port, apiToken, { method, path: invoke(appId, path) }),
    }));
    expect(await accepted(attempts)).toEqual([]);
  });

  it('lets nobody in without a certificate', async () => {
    for (const port of [ports.taskServiceDaprInternal, ports.consumerDaprInternal]) {
      const plain = await grpcStatus(port, 'dapr.proto.internals.v1.ServiceInvocation/CallLocal', undefined);
      expect(plain).toMatch(/^no answer/);
      expect(await tlsWithoutCertificate(port)).toMatch(/certificate required|closed|ECONNRESET/i);
    }
  });
});

/** @returns how the sidecar ends a TLS connection of a client that has no certificate */
async function tlsWithoutCertificate(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ALPNProtocols: ['h2'] });
    // With TLS 1.3 the client hears of it only when it reads.
    socket.on('error', (error: Error) => resolve(error.message));
    socket.on('close', () => resolve('closed'));
    socket.resume();
    socket.setTimeout(15_000, () => resolve('it stays connected'));
  });
}

describe('the internal routes of the services', () => {
  const ROUTES = [
    ['task-service', ports.taskService, { method: 'GET', path: '/internal/users?id=nobody' }],
    ['consumer', ports.consumer, { method: 'POST', path: '/internal/notifications', body: {} }],
  ] as const;

  it.each(ROUTES)('of %s are open to its own sidecar only', async (appId, port, call) => {
    const own = appId === 'consumer' ? secrets.consumerAppApiToken : secrets.taskServiceAppApiToken;
    const callers = {
      ...OTHER_TOKENS,
      'the token that the sidecar asks for': SIDECARS[appId].apiToken,
    };
    const attempts = Object.entries(callers)
      .filter(([, token]) => token !== own)
      .map(([caller, token]): Attempt => ({ what: caller, expected: [401], attempt: () => send(port, token, call) }));
    expect(attempts).toHaveLength(5);
    expect(await accepted(attempts)).toEqual([]);
    expect(await send(port, own, call)).not.toBe(401);
  });
});

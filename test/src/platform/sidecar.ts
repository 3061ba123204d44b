import { settings } from './settings';

/** Where a sidecar's HTTP API is, and what it asks of who calls it. */
export interface SidecarAddress {
  readonly host: string;
  readonly port: number;
  readonly apiToken: string;
}

/** The service that a sidecar stands beside. */
export type SidecarOf = 'task-service' | 'consumer';

export function sidecarOf(service: SidecarOf): SidecarAddress {
  const { ports, secrets } = settings();
  return service === 'consumer'
    ? { host: '127.0.0.1', port: ports.consumerDaprHttp, apiToken: secrets.consumerDaprApiToken }
    : { host: '127.0.0.1', port: ports.taskServiceDaprHttp, apiToken: secrets.taskServiceDaprApiToken };
}

/** What a sidecar answered. */
export interface SidecarAnswer {
  readonly status: number;
  readonly body: string;
}

/** Asks the sidecar of a service, as the service would. @param path behind `/v1.0` */
export async function askSidecar(
  service: SidecarOf,
  method: 'GET' | 'POST',
  path: string,
  event?: object,
): Promise<SidecarAnswer> {
  const { host, port, apiToken } = sidecarOf(service);
  const response = await fetch(`http://${host}:${port}/v1.0${path}`, {
    method,
    headers: {
      'dapr-api-token': apiToken,
      ...(event !== undefined && { 'content-type': 'application/cloudevents+json' }),
    },
    body: event === undefined ? null : JSON.stringify(event),
    signal: AbortSignal.timeout(15_000),
  });
  return { status: response.status, body: await response.text() };
}

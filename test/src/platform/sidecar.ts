import { settings } from './settings';

const SIDECARS = {
  'task-service': { port: settings.ports.taskServiceDaprHttp, token: settings.secrets.taskServiceDaprApiToken },
  consumer: { port: settings.ports.consumerDaprHttp, token: settings.secrets.consumerDaprApiToken },
} as const;

/** What a sidecar answered. */
export interface SidecarAnswer {
  readonly status: number;
  readonly body: string;
}

/** Asks the sidecar of a service, as the service would. @param path behind `/v1.0` */
export async function askSidecar(
  service: keyof typeof SIDECARS,
  method: 'GET' | 'POST',
  path: string,
  event?: object,
): Promise<SidecarAnswer> {
  const { port, token } = SIDECARS[service];
  const response = await fetch(`http://127.0.0.1:${port}/v1.0${path}`, {
    method,
    headers: {
      'dapr-api-token': token,
      ...(event !== undefined && { 'content-type': 'application/cloudevents+json' }),
    },
    body: event === undefined ? null : JSON.stringify(event),
    signal: AbortSignal.timeout(15_000),
  });
  return { status: response.status, body: await response.text() };
}

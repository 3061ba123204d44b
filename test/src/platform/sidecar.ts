import { settings } from './settings';

const PORTS = {
  'task-service': settings.ports.taskServiceDaprHttp,
  consumer: settings.ports.consumerDaprHttp,
} as const;

/** What a sidecar answered. */
export interface SidecarAnswer {
  readonly status: number;
  readonly body: string;
}

/** Asks the sidecar of a service, as the service would. @param path behind `/v1.0` */
export async function askSidecar(
  service: keyof typeof PORTS,
  method: 'GET' | 'POST',
  path: string,
  event?: object,
): Promise<SidecarAnswer> {
  const response = await fetch(`http://127.0.0.1:${PORTS[service]}/v1.0${path}`, {
    method,
    headers: {
      'dapr-api-token': settings.secrets.daprApiToken,
      ...(event !== undefined && { 'content-type': 'application/cloudevents+json' }),
    },
    body: event === undefined ? null : JSON.stringify(event),
    signal: AbortSignal.timeout(15_000),
  });
  return { status: response.status, body: await response.text() };
}

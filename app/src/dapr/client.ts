import { CommunicationProtocolEnum, DaprClient, LogLevel } from '@dapr/dapr';
import { logger } from '@firewatch/telemetry';

export interface DaprSettings {
  host: string;
  port: number;
  apiToken: string;
  /** Every request is given up after this many milliseconds. */
  timeoutMs: number;
}

const log = logger.child({ 'log.logger': 'dapr' });

type Send = (url: string, init: Record<string, unknown>) => Promise<unknown>;

/**
 * The SDK's HTTP client of the sidecar, with two things changed that the SDK has no settings for: a request is given up
 * in time, and it is sent at once, where the SDK would first wait up to a minute for the sidecar to be up.
 */
export function daprClient({ host, port, apiToken, timeoutMs }: DaprSettings): DaprClient {
  const client = new DaprClient({
    daprHost: host,
    daprPort: String(port),
    daprApiToken: apiToken,
    communicationProtocol: CommunicationProtocolEnum.HTTP,
    // The SDK's lower levels would write the API token to the log.
    logger: { level: LogLevel.Error, service: { error: say, warn: say, info: say, verbose: say, debug: say } },
  });
  const http = client.daprClient;
  const untimed = http.getClient.bind(http);
  http.getClient = async () => {
    const send = (await untimed(false)) as Send;
    return (url: string, init: Record<string, unknown>) =>
      send(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
  };
  return client;
}

/** Callers get every failure as an error and decide what it is worth; the SDK's own line is for debugging. */
function say(message: unknown): void {
  log.debug(String(message));
}

import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';

const TIMEOUT_MS = 2_000;

/**
 * The registry's client. A request fails after two seconds and is not repeated by the client: its callers know whether
 * and when to try again.
 */
export function schemaRegistry(url: string): SchemaRegistry {
  return new SchemaRegistry({
    host: url,
    clientId: 'firewatch',
    retry: { retries: 0 },
    middlewares: [
      () => ({
        prepareRequest: async (next) => {
          const request = await next();
          return request.enhance({ timeout: TIMEOUT_MS });
        },
      }),
    ],
  });
}

/** The HTTP status the registry answered with; undefined when it did not answer. */
export function registryStatus(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  // The client reports a failed connection as an answer with a status outside of HTTP's.
  return typeof status === 'number' && status >= 100 && status < 600 ? status : undefined;
}

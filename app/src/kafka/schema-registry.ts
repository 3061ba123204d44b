import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';

/** For an answer of the registry. */
export const REGISTRY_TIMEOUT_MS = 2_000;

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
          return request.enhance({ timeout: REGISTRY_TIMEOUT_MS });
        },
      }),
    ],
  });
}

/**
 * The HTTP status in an error of the registry's client; undefined in any other error. The client says 400 also when
 * nobody answered, so nothing can be concluded from that one.
 */
export function registryStatus(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

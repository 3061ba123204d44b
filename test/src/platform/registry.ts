import { registryUrl } from './kafka-reader';

/**
 * Asks the schema registry by Confluent's API.
 * @throws Error with the status for any status but 200
 */
export async function askRegistry(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> {
  const response = await fetch(registryUrl() + path, {
    method,
    signal: AbortSignal.timeout(10_000),
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const answer = await response.text();
  if (response.status !== 200) throw new Error(`${method} ${path}: ${response.status} ${answer.slice(0, 300)}`);
  return JSON.parse(answer);
}

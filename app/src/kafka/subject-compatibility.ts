import { logger } from '@firewatch/telemetry';
import { REGISTRY_TIMEOUT_MS } from './schema-registry';

const log = logger.child({ 'log.logger': 'kafka.prepare' });

/**
 * Gives a subject its declared compatibility where it has another. The registry's client only registers: it sets the
 * level after the first schema of a subject, so that a subject has none for ever if the process ends in between, and it
 * refuses every subject whose level is not the one it expects. A subject that the registry does not know is left to the
 * client. Throws an error that names the request when the registry is away, or does not answer within two seconds, or
 * answers otherwise than by 200 or 404.
 * @param registryUrl of Confluent's API
 */
export async function restoreCompatibility(registryUrl: string, subject: string, level: string): Promise<void> {
  const address = `${registryUrl}/config/${encodeURIComponent(subject)}`;
  const before = await ask(address, 'GET');
  if (before === undefined) return;
  const found = (JSON.parse(before) as { compatibilityLevel?: unknown }).compatibilityLevel;
  if (found === level) return;
  await ask(address, 'PUT', { compatibility: level });
  log.info({ labels: { subject } }, `compatibility of ${subject} is set anew: ${String(found)} → ${level}`);
}

/** The answer; undefined for one that says that the subject is unknown. */
async function ask(address: string, method: 'GET' | 'PUT', body?: object): Promise<string | undefined> {
  const response = await fetch(address, {
    method,
    signal: AbortSignal.timeout(REGISTRY_TIMEOUT_MS),
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  }).catch((error: unknown) => {
    throw new Error(`${method} ${address} was not answered`, { cause: error });
  });
  const answer = await response.text();
  if (response.status === 404 && method === 'GET') return undefined;
  if (!response.ok)
    throw new Error(`${method} ${address} was answered with ${response.status}: ${answer.slice(0, 200)}`);
  return answer;
}

import { endpoints, type Settings } from '@firewatch/native';
import { z } from 'zod';
import { RequestError } from '../http/get-json';
import type { Fault, FaultContext } from './fault';

const INDICES = 'firewatch-logs-*';
const BLOCK = 'index.blocks.write';
const TIMEOUT_MS = 10_000;

const readiness = z.object({ dependencies: z.object({ elasticsearch: z.string() }) });

/**
 * Every index of log lines is made read-only, as Elasticsearch itself does when its disk is full. (That block it takes back by itself
 * while there is room; this one stays.) Searches still work.
 */
export function logsReadOnly({ settings }: FaultContext): Fault {
  return {
    title: `the indices ${INDICES} are read-only`,
    inject: () => putBlock(settings, true),
    async missing() {
      const seen = await asTheShipperSays(settings);
      return seen === 'refuses-writes' ? undefined : `the log shipper says of Elasticsearch: ${seen}`;
    },
    withdraw: () => putBlock(settings, null),
  };
}

/** @param block null takes it back, and changes nothing where there is none. */
async function putBlock(settings: Settings, block: true | null): Promise<void> {
  const credentials = Buffer.from(`elastic:${settings.secrets.elasticPassword}`).toString('base64');
  const response = await fetch(`${endpoints(settings).elasticsearch}/${INDICES}/_settings`, {
    method: 'PUT',
    headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/json' },
    body: JSON.stringify({ [BLOCK]: block }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok)
    throw new RequestError(`Elasticsearch answers ${response.status} to ${BLOCK}: ${await response.text()}`);
}

async function asTheShipperSays(settings: Settings): Promise<string> {
  const url = `http://127.0.0.1:${settings.ports.logShipper}/readyz`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return readiness.parse(await response.json()).dependencies.elasticsearch;
  } catch (error) {
    return error instanceof Error ? error.message : 'nothing';
  }
}

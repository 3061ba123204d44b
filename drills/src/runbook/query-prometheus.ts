import { endpoints } from '@firewatch/native';
import { z } from 'zod';
import type { Block } from '../catalogue/runbooks';
import { BlockError, type BlockContext, type BlockResult } from './block-context';
import { ask } from './ask';

const labels = z.record(z.string(), z.string());
const sample = z.tuple([z.number(), z.string()]);

const answer = z.discriminatedUnion('status', [
  z.looseObject({ status: z.literal('error'), errorType: z.string(), error: z.string() }),
  z.looseObject({
    status: z.literal('success'),
    data: z.discriminatedUnion('resultType', [
      z.looseObject({
        resultType: z.literal('vector'),
        result: z.array(z.looseObject({ metric: labels, value: sample })),
      }),
      z.looseObject({ resultType: z.literal('scalar'), result: sample }),
    ]),
  }),
]);

/** Asks Prometheus, with the durations of the expression at the speed of the drill. One row a line, sorted; `no rows` if there is none. */
export async function queryPrometheus(block: Block, context: BlockContext): Promise<BlockResult> {
  const query = context.scaleExpression(block.code, context.speed);
  const url = new URL('/api/v1/query', endpoints(context.settings).prometheus);
  const body = await ask(block, context, url, { method: 'POST', body: new URLSearchParams({ query }) });
  const { data: reply, error } = answer.safeParse(body.json);
  if (!reply)
    throw new BlockError(block, `Prometheus answered ${body.status} with no instant values: ${error.message}`);
  if (reply.status === 'error') throw new BlockError(block, `Prometheus answered ${reply.errorType}: ${reply.error}`);
  const rows =
    reply.data.resultType === 'scalar'
      ? [row({}, reply.data.result[1])]
      : reply.data.result.map(({ metric, value }) => row(metric, value[1]));
  return { output: rows.length === 0 ? 'no rows' : rows.sort().join('\n') };
}

function row(metric: Readonly<Record<string, string>>, value: string): string {
  const pairs = Object.keys(metric)
    .filter((label) => label !== '__name__')
    .sort()
    .map((label) => `${label}=${JSON.stringify(metric[label])}`);
  return `{${pairs.join(', ')}} ${value}`;
}

import type { Settings } from '@firewatch/native';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Block } from '../catalogue/runbooks';
import type { BlockContext } from './block-context';

/** For the tests: everything in `root`, Prometheus and Elasticsearch both at `port`. */
export function contextOf(root: string, port: number, others: Partial<BlockContext> = {}): BlockContext {
  const ports = { prometheus: port, elasticsearch: port };
  return {
    settings: { ports, secrets: { elasticPassword: 'secret' } } as Settings,
    root,
    speed: 1,
    scaleExpression: (expression, speed) => `${expression} at ${speed}`,
    since: new Date('2026-11-24T05:00:00Z'),
    signal: new AbortController().signal,
    ...others,
  };
}

export function blockOf(language: Block['language'], code: string, others: Partial<Block> = {}): Block {
  return { language, code, changes: false, section: 'Diagnosis', index: 1, ...others };
}

export interface Asked {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** An upstream that gives the answers it is told, in their order, the last one for ever. */
export class Upstream {
  readonly asked: Asked[] = [];
  #answers: (readonly [number, string])[] = [];
  readonly #server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { url = '', headers } = request;
      this.asked.push({ url, authorization: headers.authorization, body });
      const [status, text] = (this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0]) ?? [500, ''];
      response.writeHead(status).end(text);
    });
  });

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** @param answers status and body, which is sent as JSON unless it is a text already */
  answer(...answers: readonly (readonly [number, unknown])[]): void {
    this.asked.length = 0;
    this.#answers = answers.map(([status, body]) => [status, typeof body === 'string' ? body : JSON.stringify(body)]);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

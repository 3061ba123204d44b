import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Upstream } from './upstream';

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  /** Undefined where none came. */
  readonly body: unknown;
}

type Reply = readonly [status: number, body: unknown];

/** For the tests: a component that answers over HTTP what it is told, by method and path; 404 for the rest. */
export class Component {
  readonly asked: Asked[] = [];
  readonly #replies = new Map<string, Reply | ((asked: Asked) => Reply)>();
  readonly #server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { method = '', headers } = request;
      const url = new URL(request.url ?? '', 'http://component');
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      const asked = { method, url, authorization: headers.authorization, body };
      this.asked.push(asked);
      const reply = this.#replies.get(`${method} ${url.pathname}`) ?? [404, 'not found'];
      const [status, answer] = typeof reply === 'function' ? reply(asked) : reply;
      response.writeHead(status).end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  });

  /** @param body sent as JSON unless it is a text already */
  reply(method: string, path: string, status: number, body: unknown): void {
    this.#replies.set(`${method} ${path}`, [status, body]);
  }

  replyBy(method: string, path: string, reply: (asked: Asked) => Reply): void {
    this.#replies.set(`${method} ${path}`, reply);
  }

  /** Also what was asked. */
  forget(): void {
    this.asked.length = 0;
    this.#replies.clear();
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  as(name: string, authorization?: string): Upstream {
    const { port } = this.#server.address() as AddressInfo;
    return { name, url: `http://127.0.0.1:${port}`, ...(authorization !== undefined && { authorization }) };
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** A port that nothing listens on. */
export const AWAY: Upstream = { name: 'away', url: 'http://127.0.0.1:2' };

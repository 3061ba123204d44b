import { Agent, request, type OutgoingHttpHeaders } from 'node:http';

const TIMEOUT_MS = 15_000;

/** A connection to a port of this machine that stays open, by nothing but Node.js: whatever else a client does would count on each side. */
export class HttpConnection {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    private readonly port: number,
    /** Sent with each request. */
    private readonly headers: OutgoingHttpHeaders,
  ) {}

  /** Resolves when the answer is there. @throws Error unless it is a success */
  async send(method: 'GET' | 'POST' | 'DELETE', path: string, body = ''): Promise<void> {
    const headers = { ...this.headers, 'content-length': Buffer.byteLength(body) };
    await new Promise<void>((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port: this.port, method, path, headers, agent: this.agent, timeout: TIMEOUT_MS },
        (response) => {
          const received: Buffer[] = [];
          response.on('data', (chunk: Buffer) => received.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const { statusCode = 0 } = response;
            if (statusCode >= 200 && statusCode < 300) resolve();
            else reject(new Error(`${method} ${path}: ${statusCode} ${Buffer.concat(received).toString()}`));
          });
        },
      );
      sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer`)));
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fields } from '../fields';

/** What one document is answered with; stored where it is undefined. */
export interface ItemAnswer {
  readonly status: number;
  readonly type?: string;
}

interface Sent {
  readonly index: string;
  readonly id: string;
  readonly source: Fields;
}

/**
 * Speaks the two requests of the bulk protocol that shipping needs, so that answers can be chosen which a healthy server gives rarely.
 * The documents themselves are proven against a real server by the tests of the running platform.
 */
export class ScriptedStore {
  readonly documents = new Map<string, Fields>();
  readonly indices = new Map<string, string>();
  readonly requests: string[] = [];
  /** The status of the whole answer to a bulk request, by its body; 200 unless set. */
  bulkStatus: (body: string) => number = () => 200;
  /** The status of the whole answer to the index template. */
  templateStatus = 200;
  /** The type of error that a whole answer names. */
  errorType = 'some_exception';
  itemAnswer: (sent: Sent) => ItemAnswer | undefined = () => undefined;
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
      const body = Buffer.concat(chunks).toString();
      const isBulk = request.url === '/_bulk';
      response.statusCode = isBulk ? this.bulkStatus(body) : this.templateStatus;
      if (response.statusCode !== 200)
        response.end(
          JSON.stringify({ error: { type: this.errorType, reason: 'scripted' }, status: response.statusCode }),
        );
      else response.end(isBulk ? this.bulk(body) : '{}');
    });
  });

  async listen(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** How often documents were brought. */
  get bulkRequests(): number {
    return this.requests.filter((request) => request === 'POST /_bulk').length;
  }

  private bulk(body: string): string {
    const lines = body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Fields);
    const items = [];
    for (let at = 0; at < lines.length; at += 2) {
      const { _id: id, _index: index } = lines[at]?.['index'] as { _id: string; _index: string };
      const source = lines[at + 1] ?? {};
      const { status, type = 'document_parsing_exception' } = this.itemAnswer({ id, index, source }) ?? { status: 201 };
      if (status < 300) {
        this.documents.set(id, source);
        this.indices.set(id, index);
      }
      items.push({ index: { status, ...(status >= 300 && { error: { type, reason: 'scripted' } }) } });
    }
    return JSON.stringify({ items });
  }
}

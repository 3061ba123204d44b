import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What an app may say of an entry of a bulk. */
export type EntryAnswer = 'SUCCESS' | 'RETRY' | 'DROP';

/** One call of a sidecar's to its app. */
export interface Delivery {
  readonly path: string;
  /** The CloudEvents' ids, in the order of the entries. */
  readonly ids: readonly string[];
}

interface BulkEnvelope {
  readonly entries: readonly { readonly entryId: string; readonly event: { readonly id: string } }[];
}

/** An app for a real sidecar that has a bulk subscription: it notes what it is brought, and answers each entry as it is told. */
export class DeliveryApp {
  /** In the order of their arrival. */
  readonly deliveries: Delivery[] = [];
  /** How an entry is answered; `times` is how often it has come, this time included. Default: SUCCESS. */
  answer: (id: string, times: number) => EntryAnswer | Promise<EntryAnswer> = () => 'SUCCESS';
  /** The HTTP status of all its answers. Default: 200. */
  status = 200;
  private readonly times = new Map<string, number>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<DeliveryApp> {
    const server = createServer();
    const app = new DeliveryApp(server);
    server.on('request', (request, response) => {
      // The sidecar asks for subscriptions and configuration, too. There are none.
      if (request.method !== 'POST') {
        response.writeHead(404).end();
        return;
      }
      void app.handle(request).then(
        (body) => response.writeHead(app.status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
        () => response.destroy(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return app;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** How often an event has come. */
  timesOf(id: string): number {
    return this.times.get(id) ?? 0;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage): Promise<object> {
    const { entries } = JSON.parse(await text(request)) as BulkEnvelope;
    this.deliveries.push({ path: request.url ?? '', ids: entries.map(({ event }) => event.id) });
    const statuses = entries.map(async ({ entryId, event: { id } }) => {
      const times = this.timesOf(id) + 1;
      this.times.set(id, times);
      return { entryId, status: await this.answer(id, times) };
    });
    return { statuses: await Promise.all(statuses) };
  }
}

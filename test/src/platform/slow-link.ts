import { freePort } from './free-port';
import { settings } from './settings';

const TOXIPROXY = `http://127.0.0.1:${settings().ports.toxiproxy}`;

/** A way to a port of this machine through toxiproxy, which a test can make slow or cut. */
export class SlowLink {
  private constructor(
    private readonly name: string,
    /** Where to connect in place of the port itself. */
    readonly port: number,
  ) {}

  static async open(toPort: number): Promise<SlowLink> {
    const port = await freePort();
    const name = `test-${port}`;
    await toxiproxy('POST', '/proxies', { name, listen: `127.0.0.1:${port}`, upstream: `127.0.0.1:${toPort}` });
    return new SlowLink(name, port);
  }

  /** From now on answers come so many milliseconds late. */
  async slow(milliseconds: number): Promise<void> {
    await this.mend();
    await toxiproxy('POST', `/proxies/${this.name}/toxics`, {
      name: 'slow',
      type: 'latency',
      stream: 'downstream',
      attributes: { latency: milliseconds },
    });
  }

  /** From now on connections are refused, and those that there are end. */
  async cut(): Promise<void> {
    await toxiproxy('POST', `/proxies/${this.name}`, { enabled: false });
  }

  /** As it was when it was opened. */
  async mend(): Promise<void> {
    await toxiproxy('POST', `/proxies/${this.name}`, { enabled: true });
    const toxics = (await toxiproxy('GET', `/proxies/${this.name}/toxics`)) as readonly { name: string }[];
    for (const { name } of toxics) await toxiproxy('DELETE', `/proxies/${this.name}/toxics/${name}`);
  }

  async close(): Promise<void> {
    await toxiproxy('DELETE', `/proxies/${this.name}`);
  }
}

async function toxiproxy(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> {
  const response = await fetch(TOXIPROXY + path, {
    method,
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: toxiproxy answers ${response.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

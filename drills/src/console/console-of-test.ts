import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { listen, type HttpServer } from '../http/listen';
import { buildConsole, type ConsoleOptions } from './build-app';
import { AWAY } from './component-of-test';
import { createDrillRunner } from './drill-runner';
import type { Sources } from './sources';
import type { Upstream } from './upstream';

export const TOKEN = 'token-of-the-tests-0123456789abcdef';

const FRAME = '<!doctype html><html><head><title>Firewatch</title></head><body><div id="root"></div></body></html>\n';

export interface Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

export interface Request {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** For the tests: a console that listens, with folders of its own and every component away but those that are given. */
export class ConsoleOfTest {
  readonly root = fs.mkdtempSync(path.join(os.tmpdir(), 'firewatch-console-'));
  #server: HttpServer | undefined;

  get port(): number {
    if (!this.#server) throw new Error('it was not started');
    return this.#server.port;
  }

  /** @param upstreams those that are not away @param command what runs `firewatch` @param asked how it is found, if not at its own port */
  async start(
    upstreams: Partial<Sources['upstreams']> = {},
    command: readonly [string, ...string[]] = [process.execPath, '-e', 'process.exit(1)'],
    asked: Partial<Pick<ConsoleOptions, 'port' | 'internalHost'>> = {},
  ): Promise<void> {
    const away = (name: string): Upstream => ({ ...AWAY, name });
    const folders = Object.fromEntries(
      ['config', 'runbooks', 'dashboards', 'journals', 'pages'].map((name) => [name, path.join(this.root, name)]),
    ) as Record<keyof Sources['folders'], string>;
    for (const folder of Object.values(folders)) fs.mkdirSync(folder);
    this.write('pages/index.html', FRAME);
    const sources: Sources = {
      upstreams: {
        prometheus: away('prometheus'),
        alertmanager: away('alertmanager'),
        deadMansSwitch: away('dead-mans-switch'),
        slackReceiver: away('slack-receiver'),
        jaeger: away('jaeger'),
        elasticsearch: away('elasticsearch'),
        ...upstreams,
      },
      folders,
      drills: createDrillRunner({ command, root: this.root, env: process.env, journals: folders.journals }),
    };
    this.#server = await listen(
      buildConsole(sources, { token: TOKEN, port: () => this.port, ...asked }),
      '127.0.0.1',
      0,
    );
  }

  /** @param file from its root, e.g. `runbooks/X.md` */
  write(file: string, text: string): void {
    const absolute = path.join(this.root, file);
    fs.mkdirSync(path.dirname(absolute), { recursive: true });
    fs.writeFileSync(absolute, text);
  }

  /** What its own pages send to change something. */
  get permission(): Record<string, string> {
    return { origin: `http://localhost:${this.port}`, authorization: `Bearer ${TOKEN}` };
  }

  /** The path goes out as it is: neither dots nor escapes are resolved before. */
  ask(target: string, { method = 'GET', headers = {}, body }: Request = {}): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const all = { host: `localhost:${this.port}`, ...headers };
      const request = http.request({ port: this.port, path: target, method, headers: all }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  /** What a page says to machines. */
  async page(target: string): Promise<{ status: number; title: string; data: Record<string, unknown>; html: string }> {
    const { status, text: html } = await this.ask(target);
    const [, title = ''] = /<title>(.*?)<\/title>/.exec(html) ?? [];
    const [, json = ''] = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(html) ?? [];
    return { status, title, data: JSON.parse(json) as Record<string, unknown>, html };
  }

  async stop(): Promise<void> {
    await this.#server?.close();
    fs.rmSync(this.root, { recursive: true });
  }
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { components, loadPlatform } from '@firewatch/native';
import { Child } from './child';
import type { Exposing } from './exposition';
import { freePort } from './free-port';
import type { SidecarAddress } from './sidecar';

const APP_TOKEN = 'scratch-app-token';
const API_TOKEN = 'scratch-api-token';

export interface ScratchSidecarOptions {
  /** Its name in its certificate; need not be unique among sidecars. */
  readonly appId: string;
  /** Where its app listens on the loopback interface; default: it has none. */
  readonly appPort?: number;
  /** Components, subscriptions and resiliency policies, each a document in YAML; default: none. */
  readonly resources?: readonly string[];
  /** The platform's resources as well, of which it takes what is in its scope; default: false. */
  readonly platformResources?: boolean;
  /** A Configuration in YAML that is merged over the platform's own; default: none. */
  readonly configuration?: string;
  /** Beside what the platform gives to the consumer's sidecar, such as KAFKA_BROKERS, REDIS_ADDRESS and REDIS_PASSWORD. */
  readonly env?: Readonly<Record<string, string>>;
  /** Further flags of daprd. */
  readonly flags?: readonly string[];
}

export interface ScratchAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/**
 * A real daprd of a test's own, with a certificate of the platform's Sentry. It finds the platform's sidecars, and is found by none:
 * it shows its app the token `ScratchSidecar.appToken`.
 */
export class ScratchSidecar {
  static readonly appToken = APP_TOKEN;

  private constructor(
    private readonly child: Child,
    private readonly folder: string,
    /** For the SDK: where its HTTP API is. */
    readonly settings: SidecarAddress,
    /** Where its metrics are. */
    readonly exposing: Exposing,
  ) {}

  /** Resolves when its APIs are ready. @throws Error with its last log lines, when it does not get ready */
  static async start(options: ScratchSidecarOptions): Promise<ScratchSidecar> {
    const spec = loadPlatform(components).plan.processes.find(({ name }) => name === 'consumer-daprd');
    if (spec === undefined) throw new Error('the platform has no consumer-daprd');
    const folder = mkdtempSync(path.join(os.tmpdir(), 'firewatch-sidecar-'));
    const resources = path.join(folder, 'resources');
    mkdirSync(resources);
    options.resources?.forEach((document, index) => {
      writeFileSync(path.join(resources, `${index}.yaml`), document);
    });
    const configuration = path.join(folder, 'configuration.yaml');
    if (options.configuration !== undefined) writeFileSync(configuration, options.configuration);
    const [http, grpc, internal, metrics] = [await freePort(), await freePort(), await freePort(), await freePort()];
    const child = await Child.start({
      name: `daprd-${http}`,
      argv: [
        valueOf(spec.argv, 0),
        ...['--app-id', options.appId, '--resources-path', resources],
        ...(options.platformResources === true ? values(spec.argv, '--resources-path') : []).flatMap((folder) => [
          '--resources-path',
          folder,
        ]),
        ...(options.appPort === undefined
          ? []
          : ['--app-port', String(options.appPort), '--app-protocol', 'http', '--app-channel-address', '127.0.0.1']),
        // Not what is for the consumer alone.
        ...values(spec.argv, '--config')
          .filter((file) => !file.includes('/configurations/'))
          .flatMap((file) => ['--config', file]),
        ...(options.configuration === undefined ? [] : ['--config', configuration]),
        ...['--dapr-listen-addresses', '127.0.0.1', '--dapr-http-port', String(http), '--dapr-grpc-port', String(grpc)],
        ...['--dapr-internal-grpc-listen-address', '127.0.0.1', '--dapr-internal-grpc-port', String(internal)],
        ...['--metrics-listen-address', '127.0.0.1', '--metrics-port', String(metrics)],
        ...[
          '--enable-mtls',
          ...flag(spec.argv, '--sentry-address'),
          ...flag(spec.argv, '--control-plane-trust-domain'),
        ],
        ...['--placement-host-address', '', '--scheduler-host-address', '', '--log-as-json'],
        ...(options.flags ?? []),
      ],
      env: {
        ...spec.env,
        OTEL_SERVICE_NAME: 'scratch-daprd',
        DAPR_API_TOKEN: API_TOKEN,
        APP_API_TOKEN: APP_TOKEN,
        ...options.env,
      },
      readyUrl: `http://127.0.0.1:${http}/v1.0/healthz/outbound`,
    });
    return new ScratchSidecar(child, folder, { host: '127.0.0.1', port: http, apiToken: API_TOKEN }, { port: metrics });
  }

  /** What it has logged until now: JSON, one a line. */
  get log(): string {
    return this.child.log;
  }

  /** Asks its HTTP API, with its token. @param route from the version on, e.g. `/v1.0/state/store/key` */
  async ask(
    method: 'GET' | 'POST' | 'DELETE',
    route: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ScratchAnswer> {
    const { host, port, apiToken } = this.settings;
    const response = await fetch(`http://${host}:${port}${route}`, {
      method,
      headers: { 'dapr-api-token': apiToken, 'content-type': 'application/json', ...headers },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
    return { status: response.status, headers: response.headers, body: await response.text() };
  }

  /** SIGKILL. Resolves when it has ended. */
  async kill(): Promise<void> {
    await this.child.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** SIGTERM. Resolves when it has ended, which it does at once if it is not there. */
  async stop(): Promise<void> {
    await this.child.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function values(argv: readonly string[], name: string): string[] {
  return argv.filter((_value, index) => argv[index - 1] === name);
}

function flag(argv: readonly string[], name: string): [string, string] {
  return [name, valueOf(argv, argv.indexOf(name) + 1)];
}

function valueOf(argv: readonly string[], index: number): string {
  const value = argv[index];
  if (value === undefined) throw new Error(`the platform's sidecar has no argument ${index}`);
  return value;
}

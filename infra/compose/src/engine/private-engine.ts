import { CommandFailure, waitUntil } from '@firewatch/native';
import fs from 'node:fs';
import path from 'node:path';
import { BoundProcess } from './bound-process';
import { docker } from './docker';

const READY_MS = 120_000;
/** For its containers to end first. */
const END_MS = 120_000;

/** Debian's programs before others of the same name: the client has to know this engine's builder. */
const PATH = ['/usr/bin', '/usr/sbin', process.env['PATH']].join(':');

export interface PrivateEngineOptions {
  /** Where it keeps images, containers and volumes. */
  readonly data: string;
  /** For its sockets. A socket's path may have 107 characters. */
  readonly run: string;
  readonly log: string;
  readonly pidFile: string;
  /** 0 to 19. Default 0. */
  readonly niceness?: number;
  /** The `docker` program's configuration, with its plug-ins. Default: the user's. */
  readonly client?: string;
}

/**
 * A container engine that knows nothing of another one on this machine. Its networks are bridges, and no rule of the machine's packet filter is touched: so
 * containers reach each other and are published by a proxy, but reach nothing outside. It ends with this process, whatever ends that.
 */
export class PrivateEngine {
  private constructor(
    private readonly daemon: BoundProcess,
    /** What a client's environment has to say to reach this engine and no other. */
    readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Resolves when it answers. Throws CommandFailure that says why it cannot run here; the folders are left as they are then. */
  static async start(options: PrivateEngineOptions): Promise<PrivateEngine> {
    const { data, run, log, pidFile, niceness = 0, client } = options;
    if (process.getuid?.() !== 0) throw new CommandFailure('Only root can start a container engine: do this as root.');
    for (const folder of [data, run]) fs.mkdirSync(folder, { recursive: true });
    const socket = `unix://${path.join(run, 'docker.sock')}`;
    fs.rmSync(log, { force: true });
    // At SIGTERM it stops its containers first.
    const daemon = BoundProcess.start(
      [
        ...['nice', '-n', String(niceness), 'dockerd', '--host', socket],
        ...['--data-root', data, '--exec-root', path.join(run, 'exec'), '--pidfile', pidFile],
        ...['--default-address-pool', 'base=10.231.0.0/16,size=24'],
        ...['--bridge', 'none', '--iptables=false', '--ip6tables=false', '--ip-forward=false', '--ip-masq=false'],
      ],
      { env: { ...process.env, PATH }, log },
    );
    const engine = new PrivateEngine(daemon, {
      PATH,
      DOCKER_HOST: socket,
      ...(client === undefined ? undefined : { DOCKER_CONFIG: client }),
    });
    // One that has ended will not answer: its log says why.
    const isDecided = await waitUntil(async () => daemon.hasEnded() || (await engine.answers()), READY_MS, 250);
    if (isDecided && !daemon.hasEnded()) return engine;
    await engine.stop();
    const said = fs.readFileSync(log, 'utf8').slice(-2_000);
    throw new CommandFailure(`No container engine runs here; ${log} ends with:\n${said}`);
  }

  /** Ends it, and its containers with it. What it stored stays. */
  stop(): Promise<void> {
    return this.daemon.stop(END_MS);
  }

  private async answers(): Promise<boolean> {
    const env = { ...process.env, ...this.env };
    return (await docker(['version'], { env, timeoutMs: 10_000 })).code === 0;
  }
}

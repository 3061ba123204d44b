import { CommandFailure, waitUntil } from '@firewatch/native';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { docker } from '../engine/docker';
import type { Folders } from './folders';

const READY_MS = 120_000;
/** For its containers to end first. */
const END_MS = 120_000;
const NICE = '10';

/** Debian's programs before others of the same name: the client has to know this engine's builder. */
const PATH = ['/usr/bin', '/usr/sbin', process.env['PATH']].join(':');

/**
 * A container engine that knows nothing of another one on this machine. Its networks are bridges, and no rule of the machine's packet filter is touched: so
 * containers reach each other and are published by a proxy, but reach nothing outside. It ends with this process, whatever ends that.
 */
export class RehearsalEngine {
  private readonly ended: Promise<unknown>;

  private constructor(
    private readonly daemon: ChildProcess,
    private readonly folders: Folders,
  ) {
    this.ended = once(daemon, 'exit');
  }

  /** Resolves when it answers. @param compose the plug-in. Throws CommandFailure that says why it cannot run here. */
  static async start(folders: Folders, compose: string): Promise<RehearsalEngine> {
    if (process.getuid?.() !== 0) {
      throw new CommandFailure('A container engine of its own is started by root only: run the rehearsal as root.');
    }
    const plugins = path.join(folders.client, 'cli-plugins');
    for (const folder of [folders.engine, folders.run, plugins]) fs.mkdirSync(folder, { recursive: true });
    fs.rmSync(path.join(plugins, 'docker-compose'), { force: true });
    fs.symlinkSync(compose, path.join(plugins, 'docker-compose'));
    const output = fs.openSync(folders.log, 'w');
    const daemon = spawn(
      'setpriv',
      [
        // At this one it stops its containers first.
        ...['--pdeathsig', 'TERM', 'nice', '-n', NICE, 'dockerd', '--host', socketOf(folders)],
        ...['--data-root', folders.engine, '--exec-root', path.join(folders.run, 'exec')],
        ...['--pidfile', path.join(folders.run, 'pid'), '--default-address-pool', 'base=10.231.0.0/16,size=24'],
        ...['--bridge', 'none', '--iptables=false', '--ip6tables=false', '--ip-forward=false', '--ip-masq=false'],
      ],
      // Ctrl-C is for this process, which takes down what runs in the engine first.
      { env: { ...process.env, PATH }, stdio: ['ignore', output, output], detached: true },
    );
    fs.closeSync(output);
    const engine = new RehearsalEngine(daemon, folders);
    // One that has ended will not answer: its log says why.
    await waitUntil(async () => engine.hasEnded() || (await engine.answers()), READY_MS, 250);
    if (await engine.answers()) return engine;
    const said = fs.readFileSync(folders.log, 'utf8').slice(-2_000);
    await engine.stop();
    throw new CommandFailure(`No container engine runs here; ${folders.log} ends with:\n${said}`);
  }

  /** What a client's environment has to say to reach this engine and no other. */
  get env(): Readonly<Record<string, string>> {
    return { PATH, DOCKER_HOST: socketOf(this.folders), DOCKER_CONFIG: this.folders.client };
  }

  /** Ends it, and its containers with it. Images and volumes stay. */
  async stop(): Promise<void> {
    if (!this.hasEnded()) {
      const late = setTimeout(() => this.daemon.kill('SIGKILL'), END_MS);
      this.daemon.kill('SIGTERM');
      await this.ended;
      clearTimeout(late);
    }
    fs.rmSync(this.folders.run, { recursive: true, force: true });
  }

  private hasEnded(): boolean {
    return this.daemon.exitCode !== null || this.daemon.signalCode !== null;
  }

  private async answers(): Promise<boolean> {
    const env = { ...process.env, ...this.env };
    return (await docker(['version'], { env, timeoutMs: 10_000 })).code === 0;
  }
}

function socketOf({ run }: Folders): string {
  return `unix://${path.join(run, 'docker.sock')}`;
}

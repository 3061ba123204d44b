import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { askDocker } from '@firewatch/compose';
import { eventually } from '../eventually';
import { paths } from '../settings';
import { enginePlace, removeEngine, removeEndedEngines } from './engine-folders';

const READY_MS = 60_000;
const END_MS = 60_000;
/** Debian's programs before others of the same name; its engine is where only root looks. */
const PATH = ['/usr/bin', '/usr/sbin', process.env['PATH']].join(':');

/**
 * A container engine of a test's own, which knows nothing of another one on this machine: its containers share the machine's network, as it
 * makes none. It ends with the test's process, whatever ends that.
 */
export class Engine {
  private readonly ended: Promise<unknown>;

  private constructor(
    private readonly daemon: ChildProcess,
    private readonly folder: string,
    /** For the `docker` program to find it. */
    readonly env: NodeJS.ProcessEnv,
  ) {
    this.ended = once(daemon, 'exit');
  }

  /** Resolves when it answers. @throws Error that says why it cannot run here */
  static async start(): Promise<Engine> {
    if (process.getuid?.() !== 0) throw new Error('Only root can start a container engine: run this suite as root.');
    const parent = path.join(paths.state, 'test-engines');
    removeEndedEngines(parent);
    mkdirSync(parent, { recursive: true });
    const folder = mkdtempSync(path.join(parent, 'engine-'));
    const place = enginePlace(folder);
    // A socket's path may have 107 characters; the project may lie deeper than that.
    const run = mkdtempSync(path.join(os.tmpdir(), 'firewatch-engine-'));
    symlinkSync(run, place.run);
    const socket = `unix://${path.join(run, 'docker.sock')}`;
    const output = openSync(place.log, 'w');
    const daemon = spawn(
      'setpriv',
      [
        // At this one it stops its containers first.
        ...['--pdeathsig', 'TERM', 'dockerd', '--host', socket, '--data-root', place.data],
        ...['--exec-root', path.join(run, 'exec'), '--pidfile', place.pid],
        ...['--bridge', 'none', '--iptables=false', '--ip6tables=false'],
      ],
      { env: { ...process.env, PATH }, stdio: ['ignore', output, output] },
    );
    closeSync(output);
    const engine = new Engine(daemon, folder, { ...process.env, PATH, DOCKER_HOST: socket });
    try {
      await eventually(() => engine.expectAnswer(), { timeout: READY_MS });
    } catch (error) {
      await engine.stop();
      throw error;
    }
    return engine;
  }

  /** Ends it with its containers, and removes all that it stored. */
  async stop(): Promise<void> {
    if (!this.hasEnded()) {
      const late = setTimeout(() => this.daemon.kill('SIGKILL'), END_MS);
      this.daemon.kill('SIGTERM');
      await this.ended;
      clearTimeout(late);
    }
    removeEngine(this.folder);
  }

  private hasEnded(): boolean {
    return this.daemon.exitCode !== null || this.daemon.signalCode !== null;
  }

  private async expectAnswer(): Promise<void> {
    // Nothing but the end of its log says why it has ended.
    if (this.hasEnded()) {
      const lastWords = readFileSync(enginePlace(this.folder).log, 'utf8').slice(-2_000);
      throw new Error(`No container engine can run here. It says:\n${lastWords}`);
    }
    await askDocker(['version'], { env: this.env, timeoutMs: 5_000 });
  }
}

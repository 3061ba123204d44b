import { CommandFailure } from '@firewatch/native';
import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { listContainers, type ContainerState } from '../engine/containers';
import { ContainerLog } from './container-log';
import { dueReadings, type Reading } from './due-readings';

/** From one look at the containers to the next: as late may the lines of one that was started come. */
const EVERY_MS = 1_000;

/** Through one pipe, or the order of what was written to stdout and stderr would be lost. */
const ONE_STREAM = 'exec docker "$@" 2>&1';

/** Writes what the containers of a project say to `<service>.log`, from their start on, also when they are restarted or others take their place. */
export class LogFollower {
  /** By the container's id. */
  private readonly logs = new Map<string, ContainerLog>();
  private readonly readings = new Map<string, Reading>();
  private readonly children = new Set<ChildProcess>();
  private readonly stopping = new AbortController();
  private readonly ended: Promise<void>;

  /** @param project its name. @param folder has to be there */
  constructor(
    private readonly project: string,
    private readonly folder: string,
  ) {
    this.ended = this.follow(this.stopping.signal);
    // Whoever stops it hears of it.
    this.ended.catch(() => undefined);
  }

  /** Throws what has ended it before. */
  async stop(): Promise<void> {
    this.stopping.abort();
    try {
      await this.ended;
    } finally {
      await Promise.all([...this.children].map(endChild));
    }
  }

  private async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      for (const container of dueReadings(await this.listContainers(), this.readings)) this.read(container);
      await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** @returns none from an engine that is too busy to answer: it is asked again. */
  private async listContainers(): Promise<ContainerState[]> {
    try {
      return await listContainers(this.project);
    } catch (error) {
      if (error instanceof CommandFailure) return [];
      throw error;
    }
  }

  private read(container: ContainerState): void {
    const { id, service } = container;
    const log = this.logs.get(id) ?? new ContainerLog();
    this.logs.set(id, log);
    const since = log.begin();
    const words = ['logs', '--follow', '--timestamps', ...(since === undefined ? [] : ['--since', since]), id];
    // Ctrl-C is for who has to mend what a drill broke, and that is to be seen in the logs. All of them end with the engine.
    const child = spawn('sh', ['-c', ONE_STREAM, 'docker', ...words], {
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    this.children.add(child);
    this.readings.set(id, { of: container, isUnderWay: true });
    const file = path.join(this.folder, `${service}.log`);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = log.take(text);
      if (lines.length > 0) fs.appendFileSync(file, `${lines.join('\n')}\n`);
    });
    const end = () => {
      this.children.delete(child);
      this.readings.set(id, { of: container, isUnderWay: false });
    };
    // Not started at all, it does not close: the next look begins another one.
    child.once('error', end).once('close', end);
  }
}

function endChild(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('close', () => resolve());
    child.kill();
  });
}

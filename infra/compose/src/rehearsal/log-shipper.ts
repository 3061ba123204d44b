import { CommandFailure, components, waitUntil, type ProcessSpec } from '@firewatch/native';
import fs from 'node:fs';
import type { Project } from '../commands/project';
import { BoundProcess } from '../engine/bound-process';
import { lastWords } from '../engine/docker';

const READY_MS = 30_000;
const DEFAULT_STOP_SECONDS = 10;

/** @returns the native platform's log shipper, for a folder with `<service>.log`, where it keeps its positions too */
export function describeLogShipper(
  { paths, settings }: Pick<Project, 'paths' | 'settings'>,
  folder: string,
): ProcessSpec {
  const context = { settings, paths: { ...paths, log: folder, data: folder } };
  const spec = components.flatMap(({ processes }) => processes(context)).find(({ name }) => name === 'log-shipper');
  if (spec === undefined) throw new Error('The native platform has no log shipper.');
  return spec;
}

/** The native log shipper as a process of our own. It ends with this process, whatever ends that. */
export class LogShipper {
  private constructor(
    private readonly child: BoundProcess,
    private readonly spec: ProcessSpec,
    private readonly log: string,
  ) {}

  /** Resolves when it answers. @param root the project's folder. @param log gets what it says. Throws CommandFailure with its last words when it does not. */
  static async start(spec: ProcessSpec, root: string, log: string): Promise<LogShipper> {
    const [, ...words] = spec.argv;
    const child = BoundProcess.start([process.execPath, ...words], {
      cwd: root,
      // The containers' zone, in which some of them write the time of a line.
      env: { PATH: process.env['PATH'], TZ: 'UTC', ...spec.env },
      log,
    });
    const shipper = new LogShipper(child, spec, log);
    const isDecided = await waitUntil(async () => child.hasEnded() || (await answers(spec)), READY_MS, 250);
    if (child.hasEnded()) throw shipper.failure();
    if (isDecided) return shipper;
    await shipper.stop();
    throw new CommandFailure(`The log shipper does not answer. It said:\n${shipper.lastWords()}`);
  }

  /** Lets it deliver what it has read. Throws CommandFailure with its last words when it had ended before. */
  async stop(): Promise<void> {
    if (this.child.hasEnded()) throw this.failure();
    await this.child.stop((this.spec.stopTimeoutSeconds ?? DEFAULT_STOP_SECONDS) * 1000);
  }

  private failure(): CommandFailure {
    return new CommandFailure(
      `The log shipper has ended, so no log line could be found. It said:\n${this.lastWords()}`,
    );
  }

  private lastWords(): string {
    return lastWords(fs.readFileSync(this.log, 'utf8'));
  }
}

async function answers({ probe }: ProcessSpec): Promise<boolean> {
  if (probe?.kind !== 'http') throw new Error('The log shipper is to be asked by HTTP.');
  try {
    const response = await fetch(`http://127.0.0.1:${probe.port}${probe.path}`, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

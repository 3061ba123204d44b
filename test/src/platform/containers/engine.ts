import { mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PrivateEngine } from '@firewatch/compose';
import { paths } from '../settings';
import { enginePlace, removeEngine, removeEndedEngines } from './engine-folders';

/** A container engine of a test's own, of which nothing is left when it is stopped. */
export class Engine {
  private constructor(
    private readonly engine: PrivateEngine,
    private readonly folder: string,
    /** For the `docker` program to find it. */
    readonly env: NodeJS.ProcessEnv,
  ) {}

  /** Resolves when it answers. @throws CommandFailure that says why it cannot run here */
  static async start(): Promise<Engine> {
    const parent = path.join(paths.state, 'test-engines');
    removeEndedEngines(parent);
    mkdirSync(parent, { recursive: true });
    const folder = mkdtempSync(path.join(parent, 'engine-'));
    const place = enginePlace(folder);
    // A socket's path may have 107 characters; the project may lie deeper than that.
    const run = mkdtempSync(path.join(os.tmpdir(), 'firewatch-engine-'));
    symlinkSync(run, place.run);
    try {
      const engine = await PrivateEngine.start({ data: place.data, run, log: place.log, pidFile: place.pid });
      return new Engine(engine, folder, { ...process.env, ...engine.env });
    } catch (error) {
      removeEngine(folder);
      throw error;
    }
  }

  /** Ends it with its containers, and removes all that it stored. */
  async stop(): Promise<void> {
    await this.engine.stop();
    removeEngine(this.folder);
  }
}

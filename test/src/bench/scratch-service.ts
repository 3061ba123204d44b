import { OwnProcess } from '../platform/own-process';
import type { Database } from '../platform/database';
import type { Exposing } from '../platform/exposition';
import { ScratchDatabase } from './scratch-database';

/** Far above what a benchmark sends. */
const NO_LIMIT = '1000000';

/** A benchmark logs in once, and may take hours. */
const DAY_SECONDS = '86400';

/** A task service of a benchmark's own with a database of its own. It is traced and logs as the platform's does. */
export class ScratchService {
  private constructor(
    private readonly scratch: ScratchDatabase,
    private readonly service: OwnProcess,
    /** As superuser, to its database. */
    readonly database: Database,
  ) {}

  /** @param env beside what the platform gives to its task service */
  static async start(name: string, env: Readonly<Record<string, string>>): Promise<ScratchService> {
    const scratch = await ScratchDatabase.create(name);
    const service = await OwnProcess.start('task-service', {
      DATABASE_URL: scratch.url,
      API_RATE_LIMIT_PER_MINUTE: NO_LIMIT,
      ACCESS_TOKEN_SECONDS: DAY_SECONDS,
      OTEL_SERVICE_NAME: 'bench-task-service',
      ...env,
    });
    return new ScratchService(scratch, service, await scratch.open());
  }

  get url(): string {
    return this.service.url;
  }

  get exposing(): Exposing {
    return this.service;
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.service.stop();
    await this.scratch.drop();
  }
}

import { Database } from '../platform/database';
import { settings } from '../platform/settings';

/** A database of a benchmark's own, on the platform's server. */
export class ScratchDatabase {
  private constructor(readonly name: string) {}

  /** In place of one of the same name that an interrupted run may have left. It is empty: a task service makes its tables. */
  static async create(name: string): Promise<ScratchDatabase> {
    const scratch = new ScratchDatabase(`firewatch_bench_${name}`);
    await scratch.drop();
    await onServer(`CREATE DATABASE ${scratch.name} OWNER firewatch`);
    return scratch;
  }

  /** For a task service's environment. */
  get url(): string {
    return `postgres://firewatch:${settings().secrets.appDatabasePassword}@127.0.0.1:${settings().ports.postgres}/${this.name}`;
  }

  open(): Promise<Database> {
    return Database.open(this.name);
  }

  /** Ends what is still connected. */
  async drop(): Promise<void> {
    await onServer(`DROP DATABASE IF EXISTS ${this.name} WITH (FORCE)`);
  }
}

async function onServer(sql: string): Promise<void> {
  const database = await Database.open();
  try {
    await database.rows(sql);
  } finally {
    await database.close();
  }
}

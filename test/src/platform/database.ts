import { Client, type QueryResultRow } from 'pg';
import { settings } from './settings';

/** One connection as superuser, apart from the application's own. */
export class Database {
  private constructor(private readonly client: Client) {}

  /** @param database default: the application's */
  static async open(database = 'firewatch'): Promise<Database> {
    const client = new Client({
      host: '127.0.0.1',
      port: settings().ports.postgres,
      user: 'postgres',
      password: settings().secrets.postgresPassword,
      database,
    });
    await client.connect();
    return new Database(client);
  }

  async rows<T extends QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
    return (await this.client.query<T>(sql, [...values])).rows;
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}

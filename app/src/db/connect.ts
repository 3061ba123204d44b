import pg from 'pg';
import { Sequelize } from 'sequelize';

export interface DatabaseSettings {
  url: string;
  poolMax: number;
  /** Shown in pg_stat_activity. */
  applicationName: string;
}

/** Longest wait for a free connection, for a new connection, and for a statement. Milliseconds. */
const ACQUIRE_MS = 5_000;
const CONNECT_MS = 3_000;
const STATEMENT_MS = 5_000;

/** The connection pool, not yet connected: the first query connects. */
export function connectDatabase({ url, poolMax, applicationName }: DatabaseSettings): Sequelize {
  return new Sequelize(url, {
    dialect: 'postgres',
    dialectModule: pg,
    logging: false,
    pool: { max: poolMax, min: 0, acquire: ACQUIRE_MS, idle: 30_000 },
    dialectOptions: {
      application_name: applicationName,
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: STATEMENT_MS,
      // A server that stopped answering does not apply its own timeout: the client gives up a little later.
      query_timeout: STATEMENT_MS + 1_000,
      idle_in_transaction_session_timeout: 30_000,
      keepAlive: true,
    },
  });
}

/** A single connection outside the pool, for what belongs to a session: advisory locks and LISTEN. */
export function dedicatedClient(url: string, applicationName: string): pg.Client {
  return new pg.Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: STATEMENT_MS,
    keepAlive: true,
  });
}

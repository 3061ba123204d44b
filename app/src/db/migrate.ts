import type { Sequelize } from 'sequelize';
import { SequelizeStorage, Umzug } from 'umzug';
import { logger } from '@firewatch/telemetry';
import { MIGRATIONS } from './migrations';

/** Any number that nobody else uses in this database. */
const MIGRATION_LOCK = 7_203_001;

const log = logger.child({ 'log.logger': 'db.migrate' });

/**
 * Brings the schema up to date. Safe to call from any number of processes at once: the first takes an advisory lock and
 * migrates, the others wait for it and then find nothing to do. Throws when the database is away or a step fails; a step
 * that failed left nothing behind.
 */
export async function migrate(sequelize: Sequelize): Promise<void> {
  await sequelize.transaction(async (transaction) => {
    // Waiting for another process's migrations may take longer than a statement is usually allowed.
    await sequelize.query('SET LOCAL statement_timeout = 0', { transaction });
    await sequelize.query('SET LOCAL idle_in_transaction_session_timeout = 0', { transaction });
    await sequelize.query('SELECT pg_advisory_xact_lock(:lock)', {
      transaction,
      replacements: { lock: MIGRATION_LOCK },
    });
    const umzug = new Umzug({
      migrations: MIGRATIONS.map(({ name, sql }) => ({
        name,
        up: () =>
          sequelize.transaction(async (step) => {
            await sequelize.query('SET LOCAL statement_timeout = 0', { transaction: step });
            await sequelize.query(sql, { transaction: step });
          }),
      })),
      storage: new SequelizeStorage({ sequelize, tableName: 'schema_migrations' }),
      logger: undefined,
    });
    const applied = await umzug.up();
    for (const { name } of applied) log.info({ labels: { migration: name } }, `migration applied: ${name}`);
  });
}

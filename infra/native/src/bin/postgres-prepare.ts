import { readEnv, wholeNumber } from '@firewatch/telemetry';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { z } from 'zod';

const environmentSchema = z.object({
  PGHOST: z.string().min(1),
  PGPORT: wholeNumber(1, 65_535),
  PGUSER: z.string().min(1),
  PGPASSWORD: z.string().min(1),
  APP_ROLE: z.string().regex(/^[a-z_]+$/, 'lower-case letters and _'),
  APP_DATABASE_PASSWORD: z.string().min(1),
});

async function exists(client: Client, query: string, name: string): Promise<boolean> {
  return (await client.query(query, [name])).rowCount === 1;
}

/**
 * Creates the app's role and database, or brings them to what the settings say; may run at every start.
 * The role may also read the server's statistics: the exporter connects as this role.
 */
async function prepare(client: Client, name: string, password: string): Promise<void> {
  const identifier = escapeIdentifier(name);
  if (!(await exists(client, 'SELECT FROM pg_roles WHERE rolname = $1', name))) {
    await client.query(`CREATE ROLE ${identifier} LOGIN`);
  }
  await client.query(`ALTER ROLE ${identifier} PASSWORD ${escapeLiteral(password)}`);
  await client.query(`GRANT pg_monitor TO ${identifier}`);
  if (!(await exists(client, 'SELECT FROM pg_database WHERE datname = $1', name))) {
    await client.query(`CREATE DATABASE ${identifier} OWNER ${identifier}`);
  }
  await client.query(`REVOKE CONNECT ON DATABASE ${identifier} FROM PUBLIC`);
}

async function main(): Promise<void> {
  const env = readEnv(environmentSchema);
  const client = new Client({
    host: env.PGHOST,
    port: env.PGPORT,
    user: env.PGUSER,
    password: env.PGPASSWORD,
    database: 'postgres',
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    await prepare(client, env.APP_ROLE, env.APP_DATABASE_PASSWORD);
  } finally {
    await client.end();
  }
  process.stdout.write(`database and role ${env.APP_ROLE} are ready\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`postgres-prepare: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

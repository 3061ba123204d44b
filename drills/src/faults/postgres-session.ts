import { appDatabaseUrl, type Settings } from '@firewatch/native';
import { Client } from 'pg';

const CONNECT_MS = 10_000;

/** What the sessions of a fault are called in pg_stat_activity. */
export const SESSION = 'firewatch drill';

/** A session of the application's user that a fault works by. Whoever mends the fault ends it: it throws then, but only where it is used. */
export async function openSession(settings: Settings): Promise<Client> {
  const client = clientOf(settings, SESSION);
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Does some work in a session beside those of faults, and ends it. Throws the client's errors, and what the work throws. */
export async function besideSessions<Result>(
  settings: Settings,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = clientOf(settings, 'firewatch drill, looking');
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Ends the sessions of faults, whichever process began them. They may have ended before. */
export async function endSessions(settings: Settings): Promise<void> {
  await besideSessions(settings, (client) =>
    client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', [SESSION]),
  );
}

function clientOf(settings: Settings, applicationName: string): Client {
  return new Client({
    connectionString: appDatabaseUrl({ settings }),
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_MS,
  });
}

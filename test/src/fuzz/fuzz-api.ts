import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { installSchemathesis } from '@firewatch/native';
import { deleteTasks, newAccount } from '../platform/api-client';
import { OwnProcess } from '../platform/own-process';
import { paths, settings } from '../platform/settings';

export interface FuzzOptions {
  /** Cases for each operation in the phase of random ones. */
  readonly examples: number;
  /** The same seed makes the same cases. */
  readonly seed?: number;
}

/** Limits have tests of their own; here they would only hide the operations. A token outlives the run. */
const ENVIRONMENT = {
  AUTH_RATE_LIMIT_PER_MINUTE: '1000000',
  API_RATE_LIMIT_PER_MINUTE: '1000000',
  ACCESS_TOKEN_SECONDS: '86400',
  OUTBOX_RELAY: 'off',
};

const REPORT = path.join(paths.state, 'test-results', 'api-fuzz.xml');

/**
 * Sends the API of the running platform what its OpenAPI document allows, and what it does not, as a user who is logged in; by
 * way of a task service of its own on the platform's database.
 * @returns the exit code of schemathesis: 0 when every answer was as documented
 */
export async function fuzzApi({ examples, seed }: FuzzOptions): Promise<number> {
  const [program, ...words] = await installSchemathesis(paths);
  const account = await newAccount();
  const service = await OwnProcess.start('task-service', ENVIRONMENT);
  try {
    const child = spawn(
      program,
      [
        ...words,
        ...['--config-file', path.join(paths.root, 'test', 'schemathesis.toml')],
        ...['run', `${service.url}/openapi.json`, '--max-examples', String(examples)],
        ...['--report-junit-path', REPORT],
        ...(seed === undefined ? [] : ['--seed', String(seed)]),
      ],
      {
        cwd: paths.run,
        stdio: 'inherit',
        env: {
          ...process.env,
          ACCESS_TOKEN: account.token,
          ADMIN_TOKEN: settings().secrets.adminToken,
          APP_API_TOKEN: settings().secrets.taskServiceAppApiToken,
        },
      },
    );
    const [code] = (await once(child, 'close')) as [number | null];
    return code ?? 1;
  } finally {
    await deleteTasks(account);
    await service.stop();
  }
}

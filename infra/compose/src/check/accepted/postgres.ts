import type { Check } from '../finding';
import { inStage } from './in-stage';
import { lastWords, runTool } from './run-tool';

const SERVICE = 'postgres';
const PROGRAM = '/usr/lib/postgresql/15/bin/postgres';

/** PostgreSQL reads the configuration as in its container, and prints one setting instead of starting. */
export const postgresAccepts: Check = {
  name: 'postgres-accepts',
  title: 'PostgreSQL reads the configuration that it would get',
  run: (subject) =>
    inStage(subject, SERVICE, async ({ argv }, folder) => {
      const args = argv.slice(argv.findIndex((argument) => argument === 'postgres') + 1);
      const { accepted, output } = await runTool({
        argv: [PROGRAM, '-C', 'config_file', '-c', `data_directory=${folder}`, ...args],
        env: { LC_ALL: 'C' },
      });
      if (accepted) return [];
      const what = `PostgreSQL refuses what it gets: ${lastWords(output)}`;
      const remedy = 'correct infra/config/postgres/postgresql.conf, or its command';
      return [{ where: `services.${SERVICE}`, what, remedy }];
    }),
};

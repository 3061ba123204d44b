import path from 'node:path';
import type { Check } from '../finding';
import { inStage } from './in-stage';
import { lastWords, runTool } from './run-tool';

const SERVICE = 'redis';

/** Redis is started as in its container, but on a socket instead of its port. */
export const redisAccepts: Check = {
  name: 'redis-accepts',
  title: 'Redis starts with the configuration that it would get',
  run: (subject) =>
    inStage(subject, SERVICE, async ({ argv, environment }, folder) => {
      const onSocket = (text: string) =>
        text.replaceAll(/\bport 6379$/gm, `port 0\nunixsocket ${path.join(folder, 'redis.sock')}`);
      const [program = 'redis-server', ...args] = argv.map(onSocket);
      const { accepted, output } = await runTool({
        argv: [program, ...args],
        env: environment,
        until: /ready to accept connections/i,
        timeoutMs: 10_000,
      });
      if (accepted) return [];
      const what = `Redis does not start with what it gets: ${lastWords(output)}`;
      return [{ where: `services.${SERVICE}`, what, remedy: 'correct infra/config/redis/redis.conf, or its command' }];
    }),
};

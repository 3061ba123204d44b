import { logger } from '@firewatch/telemetry';
import { readSeedConfig } from '../config';
import { ApiClient } from '../seed/api-client';
import { SEED_USERS } from '../seed/content';
import { seedUsers } from '../seed/seed-users';
import { runProcess } from './run-process';

runProcess(async () => {
  const { SEED_API_URL, SEED_USER_PASSWORD } = readSeedConfig();
  const report = await seedUsers(new ApiClient(SEED_API_URL), SEED_USER_PASSWORD, SEED_USERS);
  logger.info(
    { labels: Object.fromEntries(Object.entries(report).map(([name, count]) => [name, String(count)])) },
    `seeded: ${report.usersCreated} users created, ${report.usersFound} found, ${report.tasksCreated} tasks created`,
  );
});

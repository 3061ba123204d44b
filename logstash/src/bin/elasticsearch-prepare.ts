import { readFileSync } from 'node:fs';
import { logger, readEnv } from '@firewatch/telemetry';
import { z } from 'zod';
import { ElasticsearchClient } from '../elasticsearch/elasticsearch-client';
import { prepare } from '../prepare/prepare';
import { parseUsersRoles } from '../prepare/users-roles';

const password = z.string().min(6).describe('6 characters or more');

const environmentSchema = z.object({
  ELASTICSEARCH_URL: z.url(),
  ELASTIC_PASSWORD: password,
  ELASTIC_WRITER_PASSWORD: password,
  ELASTIC_READER_PASSWORD: password,
  KIBANA_SYSTEM_PASSWORD: password,
  USERS_ROLES_FILE: z.string().min(1).describe('a file of lines role:user,user'),
});

async function main(): Promise<void> {
  const env = readEnv(environmentSchema);
  const client = new ElasticsearchClient({
    url: env.ELASTICSEARCH_URL.replace(/\/$/, ''),
    username: 'elastic',
    password: env.ELASTIC_PASSWORD,
  });
  const roles = parseUsersRoles(readFileSync(env.USERS_ROLES_FILE, 'utf8'));
  await prepare(client, roles, {
    users: { firewatch_writer: env.ELASTIC_WRITER_PASSWORD, firewatch_reader: env.ELASTIC_READER_PASSWORD },
    kibana: env.KIBANA_SYSTEM_PASSWORD,
  });
  logger.info(`users ${[...roles.keys()].join(', ')} and kibana_system, and the index template are ready`);
}

main().catch((error: unknown) => {
  logger.fatal({ err: error }, 'Elasticsearch could not be prepared');
  process.exitCode = 1;
});

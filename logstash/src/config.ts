import { readEnv } from '@firewatch/telemetry';
import { z } from 'zod';

/** The environment of the log shipper. `LOG_LEVEL` is read by the logger itself. */
export const environmentSchema = z.object({
  /** Folder with `<process>.log` files. */
  LOG_DIR: z.string().min(1),
  ELASTICSEARCH_URL: z.url(),
  /** Absent for a server without security. */
  ELASTICSEARCH_USERNAME: z.string().min(1).optional(),
  ELASTICSEARCH_PASSWORD: z.string().min(1).optional(),
  HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  HTTP_PORT: z.coerce.number().int().min(0).max(65_535),
  /** Keeps what was shipped across restarts. */
  STATE_FILE: z.string().min(1),
});

export type Environment = z.infer<typeof environmentSchema>;

/** @throws EnvironmentError that names every variable that is missing or malformed. */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  return readEnv(environmentSchema, env);
}

import { z } from 'zod';
import { askDocker } from '../engine/docker';

const schema = z.tuple([
  z.object({
    Id: z.string(),
    Size: z.number(),
    Config: z.object({
      User: z.string().default(''),
      Entrypoint: z.array(z.string()).nullish(),
      Healthcheck: z.object({ Test: z.array(z.string()) }).nullish(),
      Labels: z.record(z.string(), z.string()).nullish(),
    }),
  }),
]);

/** What an image says of itself. */
export interface ImageConfig {
  readonly id: string;
  /** Bytes. */
  readonly size: number;
  readonly user: string;
  readonly entrypoint: readonly string[];
  /** Absent when it has none. */
  readonly healthCheck?: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** @param env says by DOCKER_HOST which engine is asked. Throws CommandFailure when it has no such image */
export async function readImageConfig(reference: string, env: NodeJS.ProcessEnv = process.env): Promise<ImageConfig> {
  const [{ Id, Size, Config }] = schema.parse(JSON.parse(await askDocker(['image', 'inspect', reference], { env })));
  return {
    id: Id,
    size: Size,
    user: Config.User,
    entrypoint: Config.Entrypoint ?? [],
    ...(Config.Healthcheck ? { healthCheck: Config.Healthcheck.Test } : {}),
    labels: Config.Labels ?? {},
  };
}

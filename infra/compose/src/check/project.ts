import { z } from 'zod';

/** A list that Compose's loader leaves out, or gives as null, where it is empty. */
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);
const table = <T extends z.ZodType>(value: T) =>
  z
    .record(z.string(), value)
    .nullish()
    .transform((record) => record ?? {});

const mount = z.object({
  type: z.string(),
  source: z.string().optional(),
  target: z.string(),
  read_only: z.boolean().default(false),
});

const port = z.object({
  target: z.number(),
  published: z.string().optional(),
  host_ip: z.string().optional(),
  protocol: z.string().default('tcp'),
});

const service = z.object({
  image: z.string().optional(),
  build: z
    .object({
      context: z.string(),
      dockerfile: z.string().optional(),
      target: z.string().optional(),
    })
    .optional(),
  profiles: list(z.string()),
  entrypoint: list(z.string()),
  command: list(z.string()),
  environment: table(z.string().nullable()),
  healthcheck: z.object({ test: list(z.string()), disable: z.boolean().optional() }).nullish(),
  depends_on: table(z.object({ condition: z.string(), required: z.boolean().default(true) })),
  network_mode: z.string().optional(),
  networks: table(z.object({ aliases: list(z.string()) }).nullable()),
  ports: list(port),
  expose: list(z.string()),
  volumes: list(mount),
  /** `path[:options]` */
  tmpfs: list(z.string()),
  configs: list(z.object({ source: z.string(), target: z.string().optional() })),
  secrets: list(z.object({ source: z.string(), target: z.string().optional() })),
  restart: z.string().optional(),
  mem_limit: z.coerce.number().optional(),
  logging: z.object({ driver: z.string().optional(), options: table(z.string()) }).optional(),
  user: z.string().optional(),
  read_only: z.boolean().default(false),
  cap_drop: list(z.string()),
  cap_add: list(z.string()),
  security_opt: list(z.string()),
  privileged: z.boolean().default(false),
  hostname: z.string().optional(),
  container_name: z.string().optional(),
});

const file = z.object({
  name: z.string().optional(),
  file: z.string().optional(),
  content: z.string().optional(),
  environment: z.string().optional(),
});

/** What `infra/native/tools/compose-config` prints: the project as Compose resolves it, with every profile. */
export const composeConfig = z.object({
  project: z.object({
    name: z.string(),
    services: table(service),
    networks: table(z.object({ name: z.string().optional(), internal: z.boolean().default(false) })),
    volumes: table(z.unknown()),
    configs: table(file),
    secrets: table(file),
  }),
  references: z.array(
    z.object({
      path: z.string(),
      line: z.number(),
      variable: z.string(),
      default: z.string(),
      required: z.boolean(),
      refusesEmpty: z.boolean(),
    }),
  ),
  programs: z.record(z.string(), z.object({ start: z.array(z.string()), probe: z.array(z.string()) })),
});

export type ComposeConfig = z.infer<typeof composeConfig>;
export type Project = ComposeConfig['project'];
/** A service as the file says, without what its image adds. */
export type Service = z.infer<typeof service>;
export type Mount = z.infer<typeof mount>;

import fs from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { Check, Finding } from '../finding';
import type { Subject } from '../subject';
import { freePorts } from './free-ports';
import { flagOf, inStage } from './in-stage';
import { lastWords, runTool, withTool, type Ran } from './run-tool';

const SENTRY = 'sentry';
const SIDECARS = ['task-service-daprd', 'consumer-daprd'] as const;
const LOOPBACK = '127.0.0.1';
/** Nothing listens there. */
const NOWHERE = `${LOOPBACK}:1`;

/** Of the sidecar, whose service is not there. */
const READ_ALL = /waiting on port \d+|Fatal error/;
/** What a sidecar says that could do everything but reach Kafka, for which there is no broker here. */
const NO_BROKERS = /run out of available brokers/;

const resource = z
  .object({
    kind: z.string(),
    metadata: z.object({ name: z.string() }),
    spec: z.object({ type: z.string().default('') }),
    scopes: z.array(z.string()).optional(),
  })
  .transform(({ spec: { type }, ...rest }) => ({ ...rest, type }));
const logLine = z.object({ level: z.string(), msg: z.string() });

/** Sentry and both sidecars are started with their flags, but on free ports, beside a Redis and without brokers, until each has read all it was given. */
export const daprAccepts: Check = {
  name: 'dapr-accepts',
  title: 'Sentry starts, and each sidecar loads the configuration and the resources of its scope',
  run: (subject) =>
    inStage(subject, SENTRY, async (staged, folder) => {
      const [sentryPort = 0, redisPort = 0, ...others] = await freePorts(4);
      const argv = onPorts(staged.argv, others, { '--port': sentryPort });
      const sentry = { argv: [path.join(subject.paths.bin, 'sentry'), ...argv] as const, until: /Running gRPC server/ };
      const password = staged.environment['REDIS_PASSWORD'] ?? 'example';
      const redis = {
        argv: [
          'redis-server',
          '--bind',
          LOOPBACK,
          '--port',
          String(redisPort),
          '--requirepass',
          password,
          '--save',
          '',
        ],
        until: /ready to accept connections/i,
      } as const;
      return withTool(sentry, async (started) => {
        if (!started.accepted) return [refused(SENTRY, lastWords(started.output))];
        const trust = path.join(flagOf(argv, '--issuer-credentials') ?? folder, 'ca.crt');
        return withTool(redis, async () => {
          const found: Finding[] = [];
          for (const name of SIDECARS)
            found.push(...(await sidecar(subject, name, { sentryPort, redisPort, password, trust })));
          return found;
        });
      });
    }),
};

interface Surroundings {
  readonly sentryPort: number;
  readonly redisPort: number;
  readonly password: string;
  /** Sentry's root certificate. */
  readonly trust: string;
}

function sidecar(subject: Subject, name: string, around: Surroundings): Promise<readonly Finding[]> {
  return inStage(subject, name, async (staged) => {
    const argv = onPorts(staged.argv, await freePorts(8), {}).map((argument, index, all) =>
      all[index - 1] === '--sentry-address' ? `${LOOPBACK}:${around.sentryPort}` : argument,
    );
    const ran = await runTool({
      argv: [path.join(subject.paths.bin, 'daprd'), ...argv],
      env: {
        ...staged.environment,
        DAPR_TRUST_ANCHORS_FILE: around.trust,
        DAPR_HOST_IP: LOOPBACK,
        KAFKA_BROKERS: NOWHERE,
        REDIS_ADDRESS: `${LOOPBACK}:${around.redisPort}`,
        REDIS_PASSWORD: around.password,
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://${NOWHERE}`,
      },
      until: READ_ALL,
    });
    return problemsOf(subject, name, argv, ran);
  });
}

function problemsOf(subject: Subject, name: string, argv: readonly string[], ran: Ran): readonly Finding[] {
  const lines = ran.output.split('\n').flatMap((line) => {
    const parsed = logLine.safeParse(parseJson(line));
    return parsed.success ? [parsed.data] : [];
  });
  const errors = lines.filter(({ level, msg }) => (level === 'error' || level === 'fatal') && !NO_BROKERS.test(msg));
  if (errors.length > 0) return errors.map(({ msg }) => refused(name, msg));
  if (!ran.accepted) return [refused(name, lastWords(ran.output))];
  const appId = flagOf(argv, '--app-id') ?? '';
  // It loads no component after one that it cannot do without; the other sidecar loads the state store.
  const stopsAtKafka = lines.some(({ msg }) => NO_BROKERS.test(msg));
  return resourcesOf(subject)
    .filter(({ scopes }) => scopes === undefined || scopes.includes(appId))
    .filter(({ kind, type }) => !stopsAtKafka || kind !== 'Component' || type.startsWith('pubsub.'))
    .filter((wanted) => !lines.some(({ msg }) => tellsOf(msg, wanted)))
    .map(({ kind, metadata }) => refused(name, `it was not given the ${kind} ${metadata.name} of its scope`));
}

/** The project's own resources: a sidecar that is not given one of its scope misses it, and does not know. */
function resourcesOf({ paths: { root } }: Subject): readonly z.infer<typeof resource>[] {
  const folders = ['components', 'subscriptions', 'resiliency'].map((folder) =>
    path.join(root, 'infra/config/dapr', folder),
  );
  return folders
    .flatMap((folder) => fs.readdirSync(folder).map((file) => path.join(folder, file)))
    .flatMap((file) =>
      parseAllDocuments(fs.readFileSync(file, 'utf8')).map((document) => resource.parse(document.toJS())),
    );
}

function tellsOf(message: string, { kind, metadata: { name } }: z.infer<typeof resource>): boolean {
  switch (kind) {
    case 'Component':
      return (
        message.startsWith(`Component loaded: ${name} `) || (NO_BROKERS.test(message) && message.includes(` ${name} (`))
      );
    case 'Subscription':
      return message === `Found Subscription: ${name}`;
    default:
      return message === `Loading ${kind} configuration: ${name}`;
  }
}

/** Gives every flag of a port a free one, unless told which; listens on the loopback interface; leaves out what is only for others to be called at. */
function onPorts(
  argv: readonly string[],
  free: readonly number[],
  fixed: Readonly<Record<string, number>>,
): readonly string[] {
  const ports = [...free];
  return argv.map((argument, index) => {
    const flag = argv[index - 1] ?? '';
    if (/^--(?:[\w-]+-)?port$/.test(flag)) return String(fixed[flag] ?? ports.shift() ?? 0);
    if (/^--(?:placement|scheduler)-host-address$/.test(flag)) return '';
    return argument === '0.0.0.0' ? LOOPBACK : argument;
  });
}

const refused = (name: string, what: string): Finding => ({
  where: `services.${name}`,
  what: `with what it gets: ${what}`,
  remedy: 'correct its command, its mounts, or the file of infra/config/dapr',
});

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

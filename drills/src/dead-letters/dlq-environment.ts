import { components, endpoints, loadPlatform, type Paths } from '@firewatch/native';

/** What the program needs to know; the platform's consumer knows it too. */
const OF_THE_CONSUMER = ['KAFKA_BROKERS', 'SCHEMA_REGISTRY_URL', 'DATABASE_URL'];

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of the program for dead letters: `env`, and where the platform's parts are unless `env` says so. Throws
 * SettingsError when the platform's settings cannot be read.
 */
export function dlqEnvironment(env: Environment, paths?: Paths): Environment {
  const { plan, settings } = loadPlatform(components, paths);
  const known = Object.entries(plan.processes.find(({ name }) => name === 'consumer')?.env ?? {});
  return {
    ...Object.fromEntries(known.filter(([name]) => OF_THE_CONSUMER.includes(name))),
    CONSOLE_URL: endpoints(settings).console,
    ...env,
  };
}

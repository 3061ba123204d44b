/** What the supervisor tells a process of the platform. Its mark of the platform stays: with the platform, its drills end too. */
const OF_THE_SUPERVISOR = /^(?:LOG_LEVEL|NODE_ENV|OTEL_SERVICE_NAME|PC_.*)$/;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of a drill that the console starts: nearly that of a terminal. It reads its settings itself, and is to see nothing
 * that is the console's alone, its secrets first.
 * @param env the console's @param own the names of what the console reads
 */
export function drillEnvironment(env: Environment, own: readonly string[]): Environment {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !own.includes(name) && !OF_THE_SUPERVISOR.test(name)),
  );
}

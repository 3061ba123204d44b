import { CommandFailure } from '@firewatch/native/running';
import { docker, DockerMissing, type Output } from './docker';

/** The oldest compose plug-in that is accepted. Tested is 2.40.3 (infra/native/tools/docker-compose). */
export const LEAST_COMPOSE = [2, 24] as const;

/** For an engine to answer. One that hangs must not hold up a start that goes without it. */
const ANSWER_MS = 3_000;

const INSTALL = 'To install engine and compose plug-in: https://docs.docker.com/engine/install/';

/** What is in the way of containers, and what to do about it. */
export interface EngineProblem {
  /** A clause that fits after "since", e.g. "no container engine answers". */
  readonly reason: string;
  readonly advice: string;
}

/** @returns what is in the way of running containers here; undefined when nothing is. Quick, whatever the answer. */
export async function findEngineProblem(env: NodeJS.ProcessEnv = process.env): Promise<EngineProblem | undefined> {
  try {
    const engine = await docker(['version', '--format', '{{.Server.Version}}'], { env, timeoutMs: ANSWER_MS });
    if (engine.code !== 0) return engineProblem(engine, env);
    return pluginProblem(await docker(['compose', 'version', '--short'], { env, timeoutMs: ANSWER_MS }));
  } catch (error) {
    if (error instanceof DockerMissing) return { reason: 'there is no docker program on the PATH', advice: INSTALL };
    if (!(error instanceof CommandFailure)) throw error;
    return {
      reason: 'the container engine does not answer',
      advice: `${error.message} Is it overloaded, or being started?`,
    };
  }
}

/** Throws CommandFailure unless containers can be run here. */
export async function requireEngine(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const problem = await findEngineProblem(env);
  if (problem) throw new CommandFailure(describeEngineProblem(problem));
}

export function describeEngineProblem({ reason, advice }: EngineProblem): string {
  return `Containers cannot be run: ${reason}.\n${advice}\nWithout containers: RUNTIME=native`;
}

/** @param engine how `docker version` failed */
export function engineProblem({ stderr }: Output, env: NodeJS.ProcessEnv): EngineProblem {
  const words = stderr.trim().split('\n').at(-1) ?? '';
  if (/permission denied/i.test(stderr)) {
    return {
      reason: 'this user may not talk to the container engine',
      advice: 'Add the user to the group docker (sudo usermod -aG docker $USER, then log in again), or be root.',
    };
  }
  const where = env.DOCKER_HOST === undefined ? '' : ` at DOCKER_HOST=${env.DOCKER_HOST}`;
  return {
    reason: `no container engine answers${where}`,
    advice: `Start it (e.g. sudo systemctl start docker), or name it by DOCKER_HOST. docker says: ${words}`,
  };
}

/** @param plugin how `docker compose version --short` ended */
export function pluginProblem({ code, stdout }: Output): EngineProblem | undefined {
  const least = LEAST_COMPOSE.join('.');
  if (code !== 0)
    return { reason: 'docker has no compose plug-in', advice: `It has to be ${least} or later. ${INSTALL}` };
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(stdout.trim())?.map(Number) ?? [];
  // Whoever built it from source, where it calls itself `dev`, knows its version.
  if (major === undefined || minor === undefined) return undefined;
  if (major > LEAST_COMPOSE[0] || (major === LEAST_COMPOSE[0] && minor >= LEAST_COMPOSE[1])) return undefined;
  return {
    reason: `docker's compose plug-in is too old: ${stdout.trim()}`,
    advice: `It has to be ${least} or later. ${INSTALL}`,
  };
}

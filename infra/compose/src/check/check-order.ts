import type { Check, Finding } from './finding';
import type { Project } from './project';
import { hasHealthCheck, isJob, podOf } from './topology';

/** The start order is by health, and each condition can come true. */
export const orderCheck: Check = {
  name: 'order',
  title: 'each service waits for what can come: a health check that passes, a job that ends',
  run: ({ project }) =>
    Object.keys(project.services).flatMap((name) =>
      Object.entries(project.services[name]?.depends_on ?? {}).flatMap(([dependency, { condition }]) => {
        const problem = problemOf(project, name, dependency, condition);
        return problem === undefined ? [] : [{ where: `services.${name}.depends_on.${dependency}`, ...problem }];
      }),
    ),
};

function problemOf(
  project: Project,
  name: string,
  dependency: string,
  condition: string,
): Omit<Finding, 'where'> | undefined {
  const awaited = project.services[dependency];
  if (!awaited) return { what: `there is no service ${dependency}`, remedy: 'correct its name' };
  const profiles = project.services[name]?.profiles ?? [];
  const isStarted = awaited.profiles.length === 0 || awaited.profiles.some((profile) => profiles.includes(profile));
  if (!isStarted) {
    return {
      what: `${dependency} is started by the profile ${awaited.profiles.join(', ')} only, so that its condition never comes`,
      remedy: `give ${name} that profile, or take it from ${dependency}`,
    };
  }
  switch (condition) {
    case 'service_healthy':
      if (hasHealthCheck(project, dependency)) return undefined;
      return {
        what: `${dependency} has no health check, so that it never gets healthy`,
        remedy: `give ${dependency} a healthcheck`,
      };
    case 'service_completed_successfully':
      if (isJob(project, dependency) && awaited.restart === 'no') return undefined;
      return {
        what: `${dependency} is started anew whenever it ends, so that its end never comes`,
        remedy: `give ${dependency} restart: "no", or wait for it by service_healthy`,
      };
    default:
      // What shares a network namespace needs its pod there, and nothing more.
      if (podOf(project, name) === dependency && !hasHealthCheck(project, dependency)) return undefined;
      return {
        what: `${name} starts when ${dependency} has started, whether it is healthy or not`,
        remedy: 'wait for it by service_healthy, or service_completed_successfully for a job',
      };
  }
}

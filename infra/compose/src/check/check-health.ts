import type { Check, Finding } from './finding';
import type { Service } from './project';
import type { Subject } from './subject';
import { hasHealthCheck, isJob } from './topology';

/** Jobs that nothing waits for, and why. */
const LAST_JOBS: Readonly<Record<string, string>> = {
  seed: 'demo users are for people',
  'kibana-import': 'the data view is for people',
};

/** Services that nothing can be asked of, and why. */
const WITHOUT_HEALTH: Readonly<Record<string, string>> = {
  'task-service-pod': 'it only holds a network: as long as it runs that is there',
  'consumer-pod': 'it only holds a network: as long as it runs that is there',
};

/** Whether a service can do its work is told by programs that its image has. */
export const healthCheck: Check = {
  name: 'health',
  title: 'each service has a health check, each job is waited for, and their images have the programs that they run',
  run: (subject) =>
    Object.entries(subject.project.services).flatMap(([name, service]) => [
      ...checkedProblems(subject, name),
      ...programProblems(subject, name, service),
    ]),
};

function checkedProblems({ project }: Subject, name: string): readonly Finding[] {
  const where = `services.${name}`;
  if (!isJob(project, name)) {
    const isExcepted = Object.hasOwn(WITHOUT_HEALTH, name);
    if (hasHealthCheck(project, name) !== isExcepted) return [];
    return [
      isExcepted
        ? {
            where,
            what: 'it is listed as a service without a health check',
            remedy: 'remove it from WITHOUT_HEALTH in check-health.ts',
          }
        : { where, what: 'it has no health check', remedy: 'add one that passes when it can do its work' },
    ];
  }
  if (hasHealthCheck(project, name)) {
    return [{ where, what: 'it is a job with a health check, which nobody waits for', remedy: 'remove it' }];
  }
  const isAwaited = Object.values(project.services).some(
    ({ depends_on: dependencies }) => dependencies[name]?.condition === 'service_completed_successfully',
  );
  if (isAwaited === !Object.hasOwn(LAST_JOBS, name)) return [];
  return [
    isAwaited
      ? {
          where,
          what: 'it is listed as a job that nothing waits for',
          remedy: 'remove it from LAST_JOBS in check-health.ts',
        }
      : {
          where,
          what: 'nothing waits for this job, so that its failure stays unseen',
          remedy: 'let who needs its work wait for service_completed_successfully',
        },
  ];
}

function programProblems({ images, programs }: Subject, name: string, service: Service): readonly Finding[] {
  const { image = '' } = service;
  const { start = [], probe = [] } = programs[name] ?? {};
  const run = [
    ...probe.map((program) => ({ program, where: `services.${name}.healthcheck` })),
    ...ownPrograms(service, start).map((program) => ({ program, where: `services.${name}.command` })),
  ];
  const contents = images[image];
  if (!contents) {
    if (run.length === 0) return [];
    const remedy = 'look it up and add it to infra/compose/image-contents.yml';
    return [{ where: `services.${name}.image`, what: `nobody has recorded what is in ${image}`, remedy }];
  }
  return run
    .filter(({ program }) => !isIn(contents.programs, program))
    .map(({ program, where }) => ({
      where,
      what: `${program} is not among the programs of ${image}`,
      remedy: 'use one that infra/compose/image-contents.yml lists, or look it up and add it',
    }));
}

/** Without an entrypoint of the file's own a command can be the arguments of the image's. */
function ownPrograms({ entrypoint, command }: Service, start: readonly string[]): readonly string[] {
  const isProgram = entrypoint.length > 0 || /^(?:\/|[a-z][\w-]*$)/.test(command[0] ?? '');
  return isProgram ? start : [];
}

const isIn = (programs: Readonly<Record<string, string>>, program: string): boolean =>
  program.startsWith('/') ? Object.values(programs).includes(program) : Object.hasOwn(programs, program);

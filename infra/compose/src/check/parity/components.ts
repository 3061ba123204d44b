import type { Check, Finding } from '../finding';
import type { Project } from '../project';
import type { Subject } from '../subject';
import { isJob } from '../topology';
import { COMPOSE_ONLY, NATIVE_ONLY, type Reasons } from './differences';

/** What runs natively runs in containers, and the other way round, under the same name; it waits for the same. */
export const componentsCheck: Check = {
  name: 'parity-components',
  title: 'the same components as natively, in the same order of start, but for those listed with a reason',
  run: (subject) => [...names(subject), ...kinds(subject), ...dependencies(subject)],
};

function names({ project, native }: Subject): readonly Finding[] {
  const services = Object.keys(project.services);
  const processes = native.plan.processes.map(({ name }) => name);
  return [
    ...only(services, processes, COMPOSE_ONLY).map((name) => ({
      where: `services.${name}`,
      what: `no native process is named ${name}`,
      remedy: 'correct its name, or give the reason in COMPOSE_ONLY of parity/differences.ts',
    })),
    ...only(processes, services, NATIVE_ONLY).map((name) => ({
      where: 'services',
      what: `there is no service for the native process ${name}`,
      remedy: 'add it, or give the reason in NATIVE_ONLY of parity/differences.ts',
    })),
    ...[...stale(COMPOSE_ONLY, services, processes), ...stale(NATIVE_ONLY, processes, services)].map((name) => ({
      where: 'infra/compose/src/check/parity/differences.ts',
      what: `${name} is listed as a difference, which it is not`,
      remedy: 'remove the entry',
    })),
  ];
}

const only = (here: readonly string[], there: readonly string[], reasons: Reasons): readonly string[] =>
  here.filter((name) => !there.includes(name) && !Object.hasOwn(reasons, name));

const stale = (reasons: Reasons, here: readonly string[], there: readonly string[]): readonly string[] =>
  Object.keys(reasons).filter((name) => !here.includes(name) || there.includes(name));

function kinds({ project, native }: Subject): readonly Finding[] {
  return native.plan.processes.flatMap(({ name, kind }) => {
    const service = project.services[name];
    if (!service) return [];
    const where = `services.${name}`;
    const findings: Finding[] = [];
    if ((kind === 'job') !== isJob(project, name)) {
      findings.push({
        where,
        what: kind === 'job' ? 'natively it runs once, here it goes on' : 'natively it goes on, here it runs once',
        remedy: `restart: ${kind === 'job' ? '"no"' : 'unless-stopped'}`,
      });
    }
    if ((kind === 'manual') !== service.profiles.length > 0) {
      findings.push({
        where,
        what: kind === 'manual' ? 'natively it starts on request only' : 'natively it starts by itself',
        remedy: kind === 'manual' ? 'give it a profile' : 'remove its profiles',
      });
    }
    return findings;
  });
}

function dependencies({ project, native }: Subject): readonly Finding[] {
  return native.plan.processes.flatMap(({ name, dependsOn = {} }) =>
    Object.entries(dependsOn).flatMap(([dependency, condition]) => {
      const service = project.services[name];
      if (!service || !Object.hasOwn(project.services, dependency)) return [];
      const wanted = condition === 'healthy' ? 'service_healthy' : 'service_completed_successfully';
      if (condition === 'healthy' && waitsFor(project.services, name, dependency)) return [];
      if (service.depends_on[dependency]?.condition === wanted) return [];
      return [
        {
          where: `services.${name}.depends_on`,
          what: `natively it waits for ${dependency} to be ${condition}`,
          remedy: `add ${dependency}: { condition: ${wanted} }`,
        },
      ];
    }),
  );
}

/** By itself, or by something that it waits for. */
function waitsFor(services: Project['services'], name: string, wanted: string): boolean {
  return Object.entries(services[name]?.depends_on ?? {}).some(
    ([dependency, { condition }]) =>
      (dependency === wanted && condition === 'service_healthy') || waitsFor(services, dependency, wanted),
  );
}

import type { Artefact, Component, Context, Link, ProcessSpec, ScrapeTarget } from './component';

/** What all components together ask for. */
export interface Plan {
  readonly components: readonly Component[];
  readonly artefacts: readonly Artefact[];
  /** Each after what it depends on. */
  readonly processes: readonly ProcessSpec[];
  readonly scrapeTargets: readonly ScrapeTarget[];
  readonly links: readonly Link[];
}

export class PlanError extends Error {
  override readonly name = 'PlanError';
}

/** Throws PlanError for a name given twice, an unknown or circular dependency, a missing probe, a port that two processes claim. */
export function makePlan(components: readonly Component[], context: Context): Plan {
  const processes = components.flatMap((component) => [...component.processes(context)]);
  check(processes);
  return {
    components,
    artefacts: components.flatMap((component) => [...(component.artefacts ?? [])]),
    processes: inDependencyOrder(processes),
    scrapeTargets: components.flatMap((component) => [...(component.scrapeTargets?.(context) ?? [])]),
    links: components.flatMap((component) => [...(component.links?.(context) ?? [])]),
  };
}

function check(processes: readonly ProcessSpec[]): void {
  const byName = new Map<string, ProcessSpec>();
  const portOwners = new Map<number, string>();
  for (const process of processes) {
    if (byName.has(process.name)) throw new PlanError(`Two processes are named ${process.name}.`);
    byName.set(process.name, process);
    if (process.kind !== 'job' && !process.probe) throw new PlanError(`${process.name} needs a probe.`);
    for (const port of Object.values(process.ports ?? {})) {
      const owner = portOwners.get(port);
      if (owner !== undefined) throw new PlanError(`${owner} and ${process.name} both claim port ${port}.`);
      portOwners.set(port, process.name);
    }
  }
  for (const process of processes) {
    for (const [name, condition] of Object.entries(process.dependsOn ?? {})) {
      const dependency = byName.get(name);
      if (!dependency) throw new PlanError(`${process.name} depends on ${name}, which does not exist.`);
      if ((condition === 'completed') !== (dependency.kind === 'job')) {
        throw new PlanError(`${process.name} waits for ${name} to be ${condition}, but that is a ${dependency.kind}.`);
      }
    }
  }
}

function inDependencyOrder(processes: readonly ProcessSpec[]): ProcessSpec[] {
  const byName = new Map(processes.map((process) => [process.name, process]));
  const done = new Set<ProcessSpec>();
  const visit = (process: ProcessSpec, path: readonly string[]): void => {
    if (done.has(process)) return;
    if (path.includes(process.name)) {
      throw new PlanError(`Circular dependency: ${[...path, process.name].join(' → ')}.`);
    }
    for (const name of Object.keys(process.dependsOn ?? {})) {
      const dependency = byName.get(name);
      if (dependency) visit(dependency, [...path, process.name]);
    }
    done.add(process);
  };
  for (const process of processes) visit(process, []);
  return [...done];
}

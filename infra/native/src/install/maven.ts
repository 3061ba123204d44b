import fs from 'node:fs';
import path from 'node:path';
import type { Artefact } from '../platform/component';
import type { Paths } from '../platform/paths';
import { runCommand } from './run-command';
import { digest, installAtomically, isCurrent } from './stamp';

export type MavenArtefact = Extract<Artefact, { kind: 'maven-classpath' | 'maven-archive' }>;

const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1';

export function isMavenArtefactReady(artefact: MavenArtefact, paths: Paths): boolean {
  return isCurrent(path.join(paths.cache, artefact.target), mavenDigest(artefact, paths));
}

export async function installMavenArtefact(artefact: MavenArtefact, paths: Paths, log: string): Promise<void> {
  const target = path.join(paths.cache, artefact.target);
  await installAtomically(target, mavenDigest(artefact, paths), async (temporary) => {
    fs.mkdirSync(temporary, { recursive: true });
    if (artefact.kind === 'maven-classpath') {
      const options = ['-q', '-B', '-f', pomFile(artefact.pom, paths), `-DoutputDirectory=${temporary}`];
      await runCommand(['mvn', ...options, `${PLUGIN}:copy-dependencies`], { log });
    } else {
      await installArchive(artefact.coordinates, temporary, log);
    }
  });
}

async function installArchive(coordinates: string, folder: string, log: string): Promise<void> {
  await runCommand(['mvn', '-q', '-B', `${PLUGIN}:copy`, `-Dartifact=${coordinates}`, `-DoutputDirectory=${folder}`], {
    cwd: folder,
    log,
  });
  const [archive] = fs.readdirSync(folder);
  if (archive === undefined) throw new Error(`Maven copied nothing for ${coordinates}; see ${log}`);
  const file = path.join(folder, archive);
  if (archive.endsWith('.tar.gz')) await runCommand(['tar', '-xzf', file, '-C', folder, '--no-same-owner'], { log });
  else if (archive.endsWith('.zip')) await runCommand(['unzip', '-q', file, '-d', folder], { log });
  else return;
  fs.rmSync(file);
}

function pomFile(pom: string, paths: Paths): string {
  return path.join(paths.root, 'infra/native/maven', pom, 'pom.xml');
}

function mavenDigest(artefact: MavenArtefact, paths: Paths): string {
  if (artefact.kind === 'maven-archive') return digest([artefact.coordinates]);
  return digest([], [pomFile(artefact.pom, paths)]);
}

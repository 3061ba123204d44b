import { debianArchive } from '@firewatch/compose';
import { CommandFailure, waitUntil, type Paths } from '@firewatch/native';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { RegistrySettings } from './registry-settings';

const run = promisify(execFile);

const REMOVAL_MS = 60_000;

/** What the README asks for, and the certificates without which git and curl reach nothing. */
const ASKED_FOR = ['git', 'make', 'curl', 'ca-certificates'];
/** Where a user of that machine has the clone. */
export const CLONE = '/root/firewatch';

/** Throws CommandFailure unless this process may make roots and namespaces. */
export function requireRoot(): void {
  if (process.getuid?.() === 0) return;
  throw new CommandFailure(
    'A bare Debian is made by debootstrap and entered by chroot, which needs root. Run: sudo make test-fresh',
  );
}

/**
 * Makes `folder` a Debian 12 that has what is essential, apt, and what the README asks for, with a clone of the project's current commit.
 * Takes a few minutes, and the network. @returns the commit
 */
export async function makeBareRoot(folder: string, paths: Paths, settings: RegistrySettings): Promise<string> {
  fs.mkdirSync(folder, { recursive: true });
  await run('tar', ['-C', folder, '-xpf', await debianArchive(paths)]);
  for (const [file, text] of Object.entries(settings.files)) {
    const target = path.join(folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  }
  const inside = (script: string) =>
    run('chroot', [folder, '/usr/bin/env', '-i', ...environmentOf(settings), 'sh', '-euc', script], {
      maxBuffer: 16 * 1024 * 1024,
    });
  await inside(
    `export DEBIAN_FRONTEND=noninteractive; apt-get -q update; apt-get -q install -y --no-install-recommends ${ASKED_FOR.join(' ')}; update-ca-certificates`,
  );
  const { stdout } = await run('git', ['-C', paths.root, 'rev-parse', 'HEAD']);
  const commit = stdout.trim();
  const clone = path.join(folder, CLONE);
  await run('git', ['clone', '--quiet', '--no-hardlinks', '--no-checkout', paths.root, clone]);
  await run('git', ['-C', clone, 'checkout', '--quiet', '--detach', commit]);
  return commit;
}

/** Nothing may be mounted there any more. What was interrupted may still be writing for a moment. Throws CommandFailure. */
export async function removeBareRoot(folder: string): Promise<void> {
  // Not by Node: a Go module cache is read-only, and has folders by the ten thousand.
  const remove = () =>
    run('rm', ['-rf', '--one-file-system', folder]).then(
      () => true,
      () => false,
    );
  if (!(await waitUntil(remove, REMOVAL_MS, 1_000))) throw new CommandFailure(`${folder} cannot be removed.`);
}

/** @returns the whole environment of a user of that machine, as NAME=value */
export function environmentOf({ env }: RegistrySettings): string[] {
  const own = {
    HOME: '/root',
    LANG: 'C.UTF-8',
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    TERM: 'dumb',
    USER: 'root',
  };
  return Object.entries({ ...env, ...own }).map(([name, value]) => `${name}=${value}`);
}

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @returns why this process cannot run containers, if it cannot: an ordinary user cannot, nor can most containers themselves */
export function whyNoContainers(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root can start a container engine';
  if (spawnSync('unshare', ['--mount', '--net', '--pid', '--fork', 'true']).status !== 0) {
    return 'this process may make no namespaces';
  }
  if (!hasWritableCgroups()) return 'no cgroups are mounted that can be written to';
  return undefined;
}

/** By the lines of mountinfo: sixth the options, and behind ` - ` the type of the file system. */
function hasWritableCgroups(): boolean {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .some((line) => {
      const [mount = '', fileSystem = ''] = line.split(' - ');
      return fileSystem.startsWith('cgroup') && (mount.split(' ')[5] ?? '').split(',').includes('rw');
    });
}

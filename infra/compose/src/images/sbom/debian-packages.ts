import type { FileEntry } from '../file-system';
import type { Ingredient } from './ingredient';

const STATUS = '/var/lib/dpkg/status';

export function isDpkgStatus(path: string): boolean {
  return path === STATUS;
}

/** The Debian packages that dpkg says are installed in an image; none for one that is not made of Debian. */
export function debianPackages(entries: readonly FileEntry[]): Ingredient[] {
  const status = entries.find(({ path }) => isDpkgStatus(path))?.content?.toString('utf8') ?? '';
  return status.split('\n\n').flatMap((paragraph) => {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(paragraph)?.[1];
    const [name, version, arch] = [field('Package'), field('Version'), field('Architecture')];
    if (name === undefined || version === undefined || field('Status') !== 'install ok installed') return [];
    return [{ kind: 'deb' as const, name, version, ...(arch === undefined ? {} : { qualifiers: { arch } }) }];
  });
}

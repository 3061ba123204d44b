import { z } from 'zod';
import type { FileEntry } from '../file-system';
import type { Ingredient } from './ingredient';

/** The last of the nested folders is the package; one of ours is at its workspace's place. */
const MANIFEST = /^\/app\/(.*\/)?node_modules\/(@[^/]+\/)?[^/@]+\/package\.json$/;
const WORKSPACE = /^\/app\/(?!.*node_modules)(.+\/)?package\.json$/;

const manifest = z.object({ name: z.string(), version: z.string(), license: z.unknown().optional() });

export function isNpmManifest(path: string): boolean {
  return MANIFEST.test(path) || WORKSPACE.test(path);
}

/** The npm packages in an image: each version once, however often it is there. */
export function npmPackages(entries: readonly FileEntry[]): Ingredient[] {
  const found = entries.flatMap(({ path, content }) => {
    if (content === undefined || !isNpmManifest(path)) return [];
    // A package has files of this name in folders of its own, too, which say only how to load what is there.
    const parsed = manifest.safeParse(JSON.parse(content.toString('utf8')));
    return parsed.success ? [parsed.data] : [];
  });
  return [...new Map(found.map((each) => [`${each.name}@${each.version}`, each])).values()].map(
    ({ name, version, license }) => ({
      kind: 'npm',
      name,
      version,
      ...(typeof license === 'string' ? { license } : {}),
    }),
  );
}

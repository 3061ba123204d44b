import { contentHash } from '../content-hash';
import { readFileSystem } from '../file-system';
import { billOfMaterials } from './bill-of-materials';
import { debianPackages, isDpkgStatus } from './debian-packages';
import { goModules, isGoProgram } from './go-modules';
import type { Ingredient } from './ingredient';
import { isNpmManifest, npmPackages } from './npm-packages';

const NODE = '/usr/local/bin/node';

export interface DescribeOptions {
  /** The program `go`, which reads what a Go program is made of. */
  readonly go: string;
  /** Says by DOCKER_HOST which engine is asked. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface Description {
  readonly ingredients: readonly Ingredient[];
  /** CycloneDX JSON. */
  readonly bill: string;
}

/** Reads what an image is made of from the files in it. Throws CommandFailure. */
export async function describeImage(reference: string, { go, env }: DescribeOptions): Promise<Description> {
  const wanted = (path: string) => isNpmManifest(path) || isDpkgStatus(path) || isGoProgram(path) || path === NODE;
  const entries = await readFileSystem(reference, wanted, env);
  const ingredients = [
    ...debianPackages(entries),
    ...npmPackages(entries),
    ...(await goModules(entries, go)),
    ...nodeOf(entries),
  ];
  const time = new Date(Number(process.env['SOURCE_DATE_EPOCH'] ?? 0) * 1000);
  return { ingredients, bill: billOfMaterials({ reference, contentHash: contentHash(entries), time }, ingredients) };
}

/** Node.js itself, which is no package: it writes its version into the program. */
function nodeOf(entries: Awaited<ReturnType<typeof readFileSystem>>): Ingredient[] {
  const program = entries.find(({ path }) => path === NODE)?.content;
  const version =
    program === undefined ? undefined : /node\.js\/v(\d+\.\d+\.\d+)/.exec(program.toString('latin1'))?.[1];
  return version === undefined ? [] : [{ kind: 'generic', name: 'node', version }];
}

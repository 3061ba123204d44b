#!/usr/bin/env node
import { ensureGo, failureText, resolvePaths } from '@firewatch/native';
import { Command } from 'commander';
import fs from 'node:fs';
import path from 'node:path';
import { buildImage } from '../images/build-image';
import { checkImage } from '../images/check-image';
import { contentHash } from '../images/content-hash';
import { readFileSystem } from '../images/file-system';
import { readImageConfig } from '../images/image-config';
import { chooseImages, readOwnImages, type OwnImage } from '../images/own-images';
import { describeImage } from '../images/sbom/describe-image';

const EXIT_FINDINGS = 1;
const EXIT_FAILED = 2;

interface Common {
  readonly json?: boolean;
}

interface BuildOptions extends Common {
  readonly buildArg: Readonly<Record<string, string>>;
  readonly network?: string;
  readonly cache: boolean;
}

const paths = resolvePaths();
const program = new Command('images')
  .description('The images that docker-compose.yml builds: all of them, or those named (app, tools, daprd, …)')
  .showHelpAfterError();

program
  .command('build')
  .description('build them, with BuildKit')
  .argument('[name...]')
  .option('--build-arg <name=value>', "a value of a Dockerfile's ARG; may be given more than once", addArgument, {})
  .option('--network <name>', 'of the steps that run a command: host where the engine has no network of its own')
  .option('--no-cache', 'make every step anew')
  .option('--json', 'for machines')
  .action((names: string[], options: BuildOptions) =>
    forEach(names, options, async (image) => {
      const since = performance.now();
      const { buildArg, network, cache } = options;
      await buildImage(paths.root, image, {
        buildArgs: buildArg,
        noCache: !cache,
        ...(network === undefined ? {} : { network }),
        onLine: (line) => process.stderr.write(`${image.name}: ${line}\n`),
      });
      const seconds = Math.round((performance.now() - since) / 100) / 10;
      const { size } = await readImageConfig(image.reference);
      return { seconds, megabytes: Math.round(size / 1e6) };
    }),
  );

program
  .command('sbom')
  .description('write down what is in them, as CycloneDX JSON, to .firewatch/sbom')
  .argument('[name...]')
  .option('--json', 'for machines')
  .action((names: string[], options: Common) =>
    forEach(names, options, async (image) => {
      // It reads the modules of Go programs.
      const go = await ensureGo(paths);
      const { ingredients, bill } = await describeImage(image.reference, { go });
      const file = path.join(paths.state, 'sbom', `${image.name}.cdx.json`);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, bill);
      return { ingredients: ingredients.length, file: path.relative(paths.root, file) };
    }),
  );

program
  .command('check')
  .description(
    `hold them against the rules of the house, and tell the hash of their files; exit code ${EXIT_FINDINGS} for findings, ${EXIT_FAILED} when they could not be checked`,
  )
  .argument('[name...]')
  .option('--json', 'for machines')
  .action((names: string[], options: Common) =>
    forEach(names, options, async (image) => {
      const entries = await readFileSystem(image.reference, () => false);
      const findings = checkImage(image.name, await readImageConfig(image.reference), entries);
      if (findings.length > 0) process.exitCode = EXIT_FINDINGS;
      return { contentHash: contentHash(entries), findings };
    }),
  );

/** One after the other: a builder uses all cores by itself. */
async function forEach(
  names: readonly string[],
  { json }: Common,
  work: (image: OwnImage) => Promise<Readonly<Record<string, unknown>>>,
): Promise<void> {
  const results = [];
  for (const image of chooseImages(readOwnImages(paths.root), names)) {
    const result = { image: image.reference, ...(await work(image)) };
    results.push(result);
    if (json !== true) process.stdout.write(`${describe(result)}\n`);
  }
  if (json === true) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
}

function describe({ image, findings = [], ...facts }: Readonly<Record<string, unknown>>): string {
  const told = Object.entries(facts).map(([name, value]) => `${name} ${String(value)}`);
  const found = (findings as { what: string; remedy: string }[]).map(
    ({ what, remedy }) => `\n    ${what}\n      ${remedy}`,
  );
  return `${String(image)}: ${told.join(', ')}${found.join('')}`;
}

function addArgument(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [name = '', ...value] = text.split('=');
  return { ...before, [name]: value.join('=') };
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${failureText(error)}\n`);
  process.exitCode = EXIT_FAILED;
});

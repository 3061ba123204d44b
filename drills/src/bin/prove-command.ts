import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { resolvePaths } from '@firewatch/native';
import type { Command } from 'commander';
import { readUndrilled } from '../catalogue/read-catalogue';
import { CALM_DRILLS } from '../drill/calm-drills';
import { listDrills } from '../drill/load-drill';
import type { Platform } from '../platform/platform';
import { sumUp, type Proof } from '../prove/proof';
import { toHtml, toMarkdown } from '../prove/report';
import {
  addRunOptions,
  defaultRunbooks,
  EXIT_ABORTED,
  EXIT_FAILED,
  runDrills,
  say,
  type RunOptions,
} from './run-drills';

interface ProveOptions extends RunOptions {
  readonly report: string;
}

/**
 * `prove`: every drill that there is for the platform, and a report.
 * @param load the platform that is drilled, asked for when it is needed
 */
export function addProveCommand(firewatch: Command, load: () => Promise<Platform>): void {
  addRunOptions(firewatch.command('prove'))
    .description(
      `run every drill, one after the other, also after one that fails, and write what was measured as proof.md, proof.json and proof.html; exit code ${EXIT_FAILED} when one failed, ${EXIT_ABORTED} when it was aborted`,
    )
    .argument('[name...]', 'these drills only')
    .option('--report <folder>', 'where the report is written', path.join(resolvePaths().state, 'proof'))
    .action(async (names: readonly string[], options: ProveOptions) => prove(await load(), names, options));
}

async function prove(platform: Platform, names: readonly string[], options: ProveOptions): Promise<void> {
  const { root } = resolvePaths();
  const drills = [
    ...listDrills(path.resolve(options.runbooks ?? defaultRunbooks())).map(({ alert: name, declared }) => ({
      name,
      nativeOnly: declared.native_only,
    })),
    ...Object.entries(CALM_DRILLS).map(([name, { nativeOnly }]) => ({ name, nativeOnly })),
  ];
  const isHere = ({ nativeOnly }: (typeof drills)[number]) => platform.runtime === 'native' || nativeOnly === undefined;
  const isWhole = names.length === 0;
  if (isWhole && !options.json)
    for (const { name, nativeOnly } of drills.filter((drill) => !isHere(drill)))
      say(`Left out: ${name}, natively only: ${nativeOnly ?? ''}`);
  const all = drills.filter(isHere).map(({ name }) => name);
  const startedAt = new Date().toISOString();
  const ended = await runDrills(platform, isWhole ? all : names, options, true);
  const proof: Proof = {
    startedAt,
    endedAt: new Date().toISOString(),
    runtime: platform.runtime,
    speed: options.speed ?? platform.settings.drillSpeed,
    commit: commitOf(root),
    drills: sumUp(ended),
    undrilled: readUndrilled(root),
  };
  const folder = path.resolve(options.report);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'proof.md'), toMarkdown(proof));
  fs.writeFileSync(path.join(folder, 'proof.json'), `${JSON.stringify(proof, undefined, 2)}\n`);
  fs.writeFileSync(path.join(folder, 'proof.html'), toHtml(proof));
  if (options.json) return;
  say('');
  say(toMarkdown(proof));
  say(`Written to ${folder}: proof.md, proof.json, proof.html`);
}

function commitOf(root: string): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], {
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  } catch {
    return 'unknown';
  }
}

import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseAs } from './catalogue-error';
import { parseRecorded, parseRules, parseRuleTests, type Alert, type RuleTest } from './rules';
import { parseRunbook, type Runbook } from './runbooks';

export interface Catalogue {
  readonly alerts: readonly Alert[];
  /** Series that recording rules make. */
  readonly recorded: readonly string[];
  readonly tests: readonly RuleTest[];
  readonly runbooks: readonly Runbook[];
  readonly undrilled: readonly { readonly alert: string; readonly reason: string }[];
  /** What alerts/README.md states as the length of that list. */
  readonly statedUndrilled: number | undefined;
  readonly dashboardUids: readonly string[];
  readonly makeTargets: readonly string[];
}

const undrilledFile = z.array(z.strictObject({ alert: z.string(), reason: z.string().trim().min(1) }));

/** Everything that belongs to alerts, from the files under `root`. Throws CatalogueError for a file that is not in its form. */
export function readCatalogue(root: string): Catalogue {
  const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
  const list = (folder: string, suffix: string) =>
    fs
      .readdirSync(path.join(root, folder))
      .filter((file) => file.endsWith(suffix))
      .map((file) => `${folder}/${file}`);
  const ruleFiles = list('alerts/rules', '.yml');
  const stated = /^Undrilled alerts: (\d+)\b/m.exec(read('alerts/README.md'))?.[1];
  return {
    alerts: ruleFiles.filter((file) => !isTest(file)).flatMap((file) => parseRules(file, read(file))),
    recorded: ruleFiles.filter((file) => !isTest(file)).flatMap((file) => parseRecorded(file, read(file))),
    tests: ruleFiles.filter(isTest).flatMap((file) => parseRuleTests(file, read(file))),
    runbooks: list('runbooks', '.md')
      .filter((file) => !file.endsWith('/README.md'))
      .map((file) => parseRunbook(file, read(file))),
    undrilled: readUndrilled(root),
    statedUndrilled: stated === undefined ? undefined : Number(stated),
    dashboardUids: list('dashboards/dist', '.json').map(
      (file) => parseAs(z.looseObject({ uid: z.string() }), JSON.parse(read(file)), file).uid,
    ),
    makeTargets: [...read('Makefile').matchAll(/^([a-z][a-z-]*):/gm)].map(([, target = '']) => target),
  };
}

/** The alerts that no drill proves. Throws CatalogueError for a file that is not in its form. */
export function readUndrilled(root: string): Catalogue['undrilled'] {
  const file = 'alerts/undrilled.yml';
  return parseAs(undrilledFile, parse(fs.readFileSync(path.join(root, file), 'utf8')), file);
}

const isTest = (file: string): boolean => file.endsWith('.test.yml');

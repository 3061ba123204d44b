import fs from 'node:fs';
import { z } from 'zod';
import type { Check, Finding } from '../finding';
import { isBelow, mountedFiles } from '../mounted-files';
import { NATIVE_ONLY } from './differences';

const FOLDER = '/etc/prometheus/targets';

const targetGroups = z.array(z.object({ targets: z.array(z.string()), labels: z.record(z.string(), z.string()) }));

/** Rules and dashboards know what is watched by its job and its labels. */
export const scrapeTargetsCheck: Check = {
  name: 'parity-scrape-targets',
  title: 'Prometheus scrapes what it scrapes natively, under the same jobs and labels',
  run: (subject) => {
    const files = mountedFiles(subject.project, 'prometheus').filter(({ target }) => isBelow(FOLDER, target));
    const here = files.flatMap(({ source }) => targetGroups.parse(JSON.parse(fs.readFileSync(source, 'utf8'))));
    const shown = here.flatMap(({ targets, labels }) => targets.map((target) => show(labels, portOf(target))));
    const natively = subject.native.plan.scrapeTargets
      .filter(({ job }) => !Object.hasOwn(NATIVE_ONLY, job))
      .map(({ job, port, metricsPath, labels }) => show({ job, ...metricsPathLabel(metricsPath), ...labels }, port));
    const where = 'infra/compose/config/prometheus/targets';
    return [
      ...missing(natively, shown).map((target): Finding => ({
        where,
        what: `natively ${target} is scraped`,
        remedy: 'add it',
      })),
      ...missing(shown, natively).map((target) => ({
        where,
        what: `natively no ${target} is scraped`,
        remedy: 'correct its labels or port, or remove it',
      })),
    ];
  },
};

const metricsPathLabel = (metricsPath: string | undefined): Readonly<Record<string, string>> =>
  metricsPath === undefined ? {} : { __metrics_path__: metricsPath };

const portOf = (target: string): number => Number(target.slice(target.lastIndexOf(':') + 1));

function show(labels: Readonly<Record<string, string>>, port: number): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => a.localeCompare(b));
  return `{${sorted.map(([name, value]) => `${name}="${value}"`).join(', ')}} at port ${port}`;
}

const missing = (wanted: readonly string[], there: readonly string[]): readonly string[] =>
  wanted.filter((target) => !there.includes(target));

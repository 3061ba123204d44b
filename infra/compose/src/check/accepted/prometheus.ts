import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Check, Finding } from '../finding';
import { flagOf, inStage } from './in-stage';
import { lastWords, runTool } from './run-tool';

const SERVICE = 'prometheus';
const WHERE = `services.${SERVICE}`;

const fileDiscovery = z.object({ file_sd_configs: z.array(z.object({ files: z.array(z.string()) })).default([]) });
const configuration = z.object({
  rule_files: z.array(z.string()).default([]),
  alerting: z.object({ alertmanagers: z.array(fileDiscovery) }).optional(),
  scrape_configs: z.array(fileDiscovery).default([]),
});

/** Prometheus' configuration and rules in the folders that it would see, by promtool. */
export const prometheusAccepts: Check = {
  name: 'prometheus-accepts',
  title: 'promtool accepts the configuration and the rules that Prometheus would see, and each list of files has some',
  run: (subject) =>
    inStage(subject, SERVICE, async ({ argv }) => {
      const file = flagOf(argv, '--config.file');
      if (file === undefined || !fs.existsSync(file)) {
        return [
          {
            where: `${WHERE}.command`,
            what: '--config.file names no file that is mounted',
            remedy: 'mount infra/config/prometheus/prometheus.yml and name it',
          },
        ];
      }
      const promtool = path.join(subject.paths.bin, 'promtool');
      const { accepted, output } = await runTool({ argv: [promtool, 'check', 'config', '--lint=none', file] });
      const remedy = 'correct the file that it names';
      if (!accepted) return [{ where: WHERE, what: `promtool refuses what it mounts: ${lastWords(output)}`, remedy }];
      return emptyLists(file);
    }),
};

/** A list that no file matches is none that Prometheus refuses: it then scrapes nothing, or alerts of nothing. */
function emptyLists(file: string): readonly Finding[] {
  const {
    rule_files: rules,
    alerting,
    scrape_configs: scrapes,
  } = configuration.parse(parse(fs.readFileSync(file, 'utf8')));
  const discoveries = [...(alerting?.alertmanagers ?? []), ...scrapes].flatMap(({ file_sd_configs: lists }) => lists);
  const patterns = [...rules, ...discoveries.flatMap(({ files }) => files)];
  return patterns
    .filter((pattern) => fs.globSync(pattern, { cwd: path.dirname(file) }).length === 0)
    .map((pattern) => ({
      where: `${WHERE}.volumes`,
      what: `no mounted file is one of ${pattern}`,
      remedy: 'mount them beside prometheus.yml',
    }));
}

import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Context } from '../platform/component';
import { ask, askMetric, askText } from './ask';
import { parseDuration } from './duration';
import { lag, newestChange, type Lag } from './lag';
import { PRODUCTION_FLAGS } from './prometheus';

const intervals = z.object({ global: z.object({ scrape_interval: z.string(), evaluation_interval: z.string() }) });
const flagsAnswer = z.object({ data: z.record(z.string(), z.string()) });
const configAnswer = z.object({ data: z.object({ yaml: z.string() }) });
const rulesAnswer = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        name: z.string(),
        file: z.string(),
        /** Seconds. */
        interval: z.number(),
        lastEvaluation: z.coerce.date(),
        rules: z.array(z.object({ name: z.string(), health: z.string(), lastError: z.string().default('') })),
      }),
    ),
  }),
});
const targetsAnswer = z.object({
  data: z.object({ activeTargets: z.array(z.object({ lastScrape: z.coerce.date() })) }),
});
const ruleFile = z.object({ groups: z.array(z.object({ name: z.string(), interval: z.string().optional() })) });

/**
 * What Prometheus has yet to do until it evaluates its rules by the rendered files, as far as its API tells: read the files, take their
 * intervals and flags, evaluate each rule once. Undefined: nothing.
 */
export async function findEvaluationLag(context: Context): Promise<Lag | undefined> {
  const port = context.settings.ports.prometheus;
  if ((await askText(port, '/-/ready')) === undefined) return lag('Prometheus is not ready');
  return (await findConfigurationLag(context, port)) ?? (await findGroupsLag(context, port));
}

/** A rule whose latest evaluation failed, and why. */
export async function findRuleFailure({ settings }: Context): Promise<Lag | undefined> {
  const answer = await ask(settings.ports.prometheus, '/api/v1/rules', rulesAnswer);
  if (!answer) return lag('Prometheus does not answer');
  const failing = answer.data.groups.flatMap(({ rules }) => rules).find(({ lastError }) => lastError !== '');
  return failing && lag(`Prometheus cannot evaluate ${failing.name}: ${failing.lastError}`, 'rule');
}

/** Whether Prometheus has yet to scrape a target since its start. */
export async function findTargetsLag({ settings }: Context): Promise<Lag | undefined> {
  const answer = await ask(settings.ports.prometheus, '/api/v1/targets?state=active', targetsAnswer);
  if (!answer) return lag('Prometheus does not answer');
  const { activeTargets } = answer.data;
  // Before the first scrape: the year 1.
  const isScraped = activeTargets.length > 0 && activeTargets.every(({ lastScrape }) => lastScrape.getTime() > 0);
  return isScraped ? undefined : lag('Prometheus has yet to scrape each target');
}

/** When each group of rules was evaluated last, in epoch milliseconds; none while Prometheus does not answer. */
export async function readEvaluations({ settings }: Context): Promise<readonly number[]> {
  const answer = await ask(settings.ports.prometheus, '/api/v1/rules', rulesAnswer);
  return answer?.data.groups.map(({ lastEvaluation }) => lastEvaluation.getTime()) ?? [];
}

async function findConfigurationLag({ paths }: Context, port: number): Promise<Lag | undefined> {
  const folder = path.join(paths.config, 'prometheus');
  const readAt = await askMetric(port, 'prometheus_config_last_reload_success_timestamp_seconds');
  if (readAt === undefined || readAt < newestChange(folder)) return lag('Prometheus has not read its configuration');

  const [config, flags] = [
    await ask(port, '/api/v1/status/config', configAnswer),
    await ask(port, '/api/v1/status/flags', flagsAnswer),
  ];
  if (!config || !flags) return lag('Prometheus does not answer');
  const wanted = readIntervals(path.join(folder, 'prometheus.yml'));
  const loaded = intervals.parse(parse(config.data.yaml)).global;
  for (const name of ['scrape_interval', 'evaluation_interval'] as const) {
    if (parseDuration(loaded[name]) !== parseDuration(wanted[name])) {
      return lag(`Prometheus has a ${name} of ${loaded[name]}, not of ${wanted[name]}`);
    }
  }
  const written = readFlags(path.join(folder, 'flags'));
  for (const [flag, production] of Object.entries(PRODUCTION_FLAGS)) {
    const duration = written.get(flag) ?? production;
    const actual = flags.data[flag] ?? '';
    if (actual === '' || parseDuration(actual) !== parseDuration(duration)) {
      return lag(
        `Prometheus runs with --${flag}=${actual}, not ${duration}: it was started before there was a drill clock (make dev-down dev-up)`,
      );
    }
  }
  return undefined;
}

async function findGroupsLag({ paths }: Context, port: number): Promise<Lag | undefined> {
  const folder = path.join(paths.config, 'prometheus');
  const answer = await ask(port, '/api/v1/rules', rulesAnswer);
  if (!answer) return lag('Prometheus does not answer');
  const { groups } = answer.data;
  const wanted = readGroups(path.join(folder, 'rules'), readIntervals(path.join(folder, 'prometheus.yml')));
  for (const { file, name, seconds } of wanted) {
    const group = groups.find((loaded) => path.basename(loaded.file) === file && loaded.name === name);
    if (!group) return lag(`Prometheus has not loaded the group ${name} of ${file}`);
    if (group.interval !== seconds) {
      return lag(`Prometheus evaluates the group ${name} each ${group.interval} s, not each ${seconds} s`);
    }
  }
  if (groups.length > wanted.length) return lag('Prometheus has groups of rules that are in no file');
  const isEvaluated = groups.every(({ rules }) => rules.every(({ health }) => health !== 'unknown'));
  return isEvaluated ? undefined : lag('Prometheus has yet to evaluate each rule');
}

function readIntervals(file: string): z.output<typeof intervals>['global'] {
  return intervals.parse(parse(fs.readFileSync(file, 'utf8'))).global;
}

function readGroups(folder: string, { evaluation_interval: standard }: { readonly evaluation_interval: string }) {
  const files = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return files.flatMap((file) =>
    ruleFile
      .parse(parse(fs.readFileSync(path.join(folder, file), 'utf8')))
      .groups.map(({ name, interval }) => ({ file, name, seconds: parseDuration(interval ?? standard) / 1000 })),
  );
}

function readFlags(file: string): ReadonlyMap<string, string> {
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, flag, value] = /^--([^=]+)=(.+)$/.exec(line) ?? [];
      return flag !== undefined && value !== undefined ? [[flag, value] as const] : [];
    }),
  );
}

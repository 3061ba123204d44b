import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { runningProcesses } from '../platform/processes';
import { paths } from '../platform/settings';
import { SIGNAL_MATRIX } from '../signal-matrix';
import type { Runtime } from './smoke-check';

const COMPOSE_TARGETS = 'infra/compose/config/prometheus/targets';
const targetFileSchema = z.array(z.object({ targets: z.array(z.string()), labels: z.record(z.string(), z.string()) }));

/** The jobs that Prometheus has to scrape, each with the number of its targets. */
export async function expectedJobs(runtime: Runtime): Promise<ReadonlyMap<string, number>> {
  const jobs = runtime === 'native' ? await nativeJobs() : composeJobs();
  return new Map([...Map.groupBy(jobs, (job) => job)].map(([job, all]) => [job, all.length]));
}

/** The job of each target, by the signal matrix of what runs; some processes share one. */
async function nativeJobs(): Promise<string[]> {
  const targets = (await runningProcesses()).flatMap((name) => SIGNAL_MATRIX[name]?.target ?? []);
  return [...new Map(targets.map((target) => [target.port, target.job])).values()];
}

/** The job of each target, by the files that are mounted into Prometheus. */
function composeJobs(): string[] {
  const folder = path.join(paths.root, COMPOSE_TARGETS);
  return fs
    .readdirSync(folder)
    .flatMap((file) => targetFileSchema.parse(JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'))))
    .flatMap(({ targets, labels }) => targets.map(() => labels['job'] ?? 'a target without a job'));
}

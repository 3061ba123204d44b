import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { resolvePaths } from '@firewatch/native';

const PROMTOOL = path.join(resolvePaths().bin, 'promtool');

/**
 * Runs promtool of the platform's own Prometheus.
 * @returns whether it found no fault, and all that it wrote. Throws when it is not installed or cannot be run.
 */
export function promtool(...argv: readonly string[]): { readonly passed: boolean; readonly output: string } {
  if (!fs.existsSync(PROMTOOL)) {
    throw new Error(`${PROMTOOL} is missing: run "node infra/native/build/bin/platform.js install", or make dev-up`);
  }
  const { status, stdout, stderr, error } = spawnSync(PROMTOOL, argv, { encoding: 'utf8' });
  if (error) throw error;
  return { passed: status === 0, output: `${stdout}${stderr}` };
}

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { resolvePaths } from '@firewatch/native';

const PROMTOOL = path.join(resolvePaths().bin, 'promtool');

/** Runs promtool of the platform's own Prometheus; throws with what it wrote when it finds a fault, or when it is not installed. */
export function promtool(...argv: readonly string[]): void {
  if (!fs.existsSync(PROMTOOL)) {
    throw new Error(`${PROMTOOL} is missing: run "node infra/native/build/bin/platform.js install", or make dev-up`);
  }
  execFileSync(PROMTOOL, argv, { encoding: 'utf8', stdio: 'pipe' });
}

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { resolvePaths } from '@firewatch/native';

const { bin, root } = resolvePaths();
const AMTOOL = path.join(bin, 'amtool');

export const ALERTMANAGER_CONFIG = path.join(root, 'alerts/alertmanager.yml');

/** On a machine where the platform was never set up there is no amtool to ask. */
export const hasAmtool = fs.existsSync(AMTOOL);

/** Runs amtool, which exits with an error (and so throws, with what it wrote) where what was asked for does not hold. */
export function amtool(...argv: readonly string[]): string {
  return execFileSync(AMTOOL, argv, { encoding: 'utf8', stdio: 'pipe' });
}

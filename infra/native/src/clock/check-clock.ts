import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { readRuleFiles } from '../components/alert-files';
import type { Context } from '../platform/component';
import { writeFiles } from '../platform/write-files';
import { ALERT_PATH } from './alert-path';
import { ClockError, type ClockPart } from './clock-error';
import { readDeclarations } from './declarations';
import { editYaml } from './edit-yaml';
import { findProblems } from './find-problems';
import { PRODUCTION_SPEED } from './speed';

const run = promisify(execFile);

/**
 * Renders the clock's configuration into a folder of its own and lets promtool and amtool judge it; what runs is not touched.
 * Throws ClockError with the part that is at fault.
 */
export async function checkClock(context: Context): Promise<void> {
  refuseUndeclaredNumbers(context);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'firewatch-clock-'));
  try {
    const apart: Context = {
      ...context,
      paths: { ...context.paths, config: path.join(folder, 'config'), data: path.join(folder, 'data') },
    };
    writeFiles(ALERT_PATH, apart, undefined);
    await checkPrometheus(apart);
    await checkAlertmanager(apart);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** At rest and in production's time nothing is divided, so there is nothing to declare. */
function refuseUndeclaredNumbers(context: Context): void {
  if ((context.clockSpeed ?? PRODUCTION_SPEED) === PRODUCTION_SPEED) return;
  const { file, declarations } = readDeclarations(context);
  const rules = readRuleFiles(context).map(({ shown, text }) => ({ file: shown, text }));
  const problems = findProblems(rules, declarations, file);
  if (problems.length > 0) throw new ClockError('rule', problems.join('\n'));
}

async function checkPrometheus({ paths }: Context): Promise<void> {
  const promtool = path.join(paths.bin, 'promtool');
  const folder = path.join(paths.config, 'prometheus');
  const rules = readdir(path.join(folder, 'rules'));
  if (rules.length > 0) await check('rule', promtool, ['check', 'rules', '--lint=none', ...rules]);
  await check('platform', promtool, ['check', 'config', '--lint=none', path.join(folder, 'prometheus.yml')]);
}

async function checkAlertmanager({ paths }: Context): Promise<void> {
  const amtool = path.join(paths.bin, 'amtool');
  const file = path.join(paths.config, 'alertmanager/alertmanager.yml');
  // amtool reads the templates that the file names: without them, what it refuses is the file's.
  const withoutTemplates = path.join(paths.config, 'alertmanager/without-templates.yml');
  const text = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(
    withoutTemplates,
    editYaml({ file: 'alertmanager.yml', text, part: 'route' }, (root) => root.delete('templates')),
  );
  await check('route', amtool, ['check-config', withoutTemplates]);
  await check('template', amtool, ['check-config', file]);
}

async function check(part: ClockPart, program: string, args: readonly string[]): Promise<void> {
  try {
    await run(program, args);
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as NodeJS.ErrnoException & { stdout?: string; stderr?: string };
    const name = path.basename(program);
    if (code === 'ENOENT') throw new ClockError('platform', `${name} is not installed: make dev-up`, { cause: error });
    throw new ClockError(part, `${name} refuses it:\n${`${stdout}\n${stderr}`.trim()}`, { cause: error });
  }
}

function readdir(folder: string): readonly string[] {
  return fs.existsSync(folder) ? fs.readdirSync(folder).map((name) => path.join(folder, name)) : [];
}

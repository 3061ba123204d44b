import fs from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { RunbookAnswer, RunbookHead } from './api';
import { errorCode } from './error-code';
import { ConsoleError } from './problem';

/** Looser than what the catalogue's check asks for: who was called reads a page even while it is being changed. */
const frontMatter = z.looseObject({
  severity: z.string().optional().catch(undefined),
  team: z.string().catch('nobody'),
  dashboard: z.string().optional().catch(undefined),
  drill: z.unknown().optional(),
  last_drilled: z.unknown().optional(),
});

/** The page of an alert, as it stands in the folder now. Throws ConsoleError `not_found`. */
export async function readRunbook(folder: string, alert: string): Promise<RunbookAnswer> {
  const isName = /^[A-Za-z][A-Za-z0-9]*$/.test(alert) && alert !== 'README';
  const content = isName ? await readIfThere(path.join(folder, `${alert}.md`)) : undefined;
  if (content === undefined) throw new ConsoleError('not_found', `There is no runbook for an alert ${alert}`);
  const { head, body } = parseRunbookPage(alert, content);
  return { ...head, body };
}

/** All of them, by name. */
export async function listRunbooks(folder: string): Promise<readonly RunbookHead[]> {
  const files = (await fs.readdir(folder)).filter((file) => file.endsWith('.md') && file !== 'README.md').sort();
  return Promise.all(
    files.map(async (file) => {
      const content = await fs.readFile(path.join(folder, file), 'utf8');
      return parseRunbookPage(file.slice(0, -'.md'.length), content).head;
    }),
  );
}

/** A page whose front matter cannot be read is still a page. */
export function parseRunbookPage(alert: string, content: string): { head: RunbookHead; body: string } {
  const [, yaml = '', rest = content] = /^---\n(.*?)\n---\n(.*)$/s.exec(content) ?? [];
  const facts = frontMatter.catch({ team: 'nobody' }).parse(readYaml(yaml));
  const { severity, team, dashboard, drill, last_drilled: last } = facts;
  const head: RunbookHead = {
    alert,
    ...(severity !== undefined && { severity }),
    team,
    ...(dashboard !== undefined && { dashboard }),
    lastDrilled: last instanceof Date ? last.toISOString().slice(0, 10) : typeof last === 'string' ? last : 'never',
    ...(typeof drill === 'object' && drill !== null && { drill: drill as Record<string, unknown> }),
  };
  return { head, body: rest.replace(/^\s*# .+\n/, '').trim() };
}

function readYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

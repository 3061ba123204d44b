import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { DashboardHead } from './api';
import { ConsoleError } from './problem';

const dashboard = z.looseObject({
  uid: z.string(),
  title: z.string(),
  description: z.string().default(''),
  panels: z.array(z.looseObject({ type: z.string() })),
});

export type Dashboard = z.output<typeof dashboard>;

/** The dashboard as it is provisioned to Grafana. Throws ConsoleError `not_found`. */
export async function readDashboard(folder: string, uid: string): Promise<Dashboard> {
  const found = (await readAll(folder)).find((candidate) => candidate.uid === uid);
  if (!found) throw new ConsoleError('not_found', `There is no dashboard ${uid}`);
  return found;
}

export async function listDashboards(folder: string): Promise<readonly DashboardHead[]> {
  return (await readAll(folder)).map(({ uid, title, description, panels }) => ({
    uid,
    title,
    description,
    panels: panels.filter(({ type }) => type !== 'row').length,
  }));
}

async function readAll(folder: string): Promise<readonly Dashboard[]> {
  const files = (await fs.readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (file) => dashboard.parse(JSON.parse(await fs.readFile(path.join(folder, file), 'utf8')))),
  );
}

import fs from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Context } from '../platform/component';
import { WAITS } from './alertmanager';
import { ask, askMetric, askText } from './ask';
import { parseDuration } from './duration';
import { lag, newestChange, type Lag } from './lag';

const statusAnswer = z.object({ config: z.object({ original: z.string() }) });

interface Route {
  readonly [key: string]: unknown;
  readonly routes?: readonly Route[];
}

/** What Alertmanager has yet to do until it works by the rendered files, as far as its API tells. Undefined: nothing. */
export async function findAlertmanagerLag({ settings, paths }: Context): Promise<Lag | undefined> {
  const port = settings.ports.alertmanager;
  if ((await askText(port, '/-/ready')) === undefined) return lag('Alertmanager is not ready');
  const folder = path.join(paths.config, 'alertmanager');
  const readAt = await askMetric(port, 'alertmanager_config_last_reload_success_timestamp_seconds');
  if (readAt === undefined || readAt < newestChange(folder)) return lag('Alertmanager has not read its configuration');
  const status = await ask(port, '/api/v2/status', statusAnswer);
  if (!status) return lag('Alertmanager does not answer');
  const wanted = waitsOf(fs.readFileSync(path.join(folder, 'alertmanager.yml'), 'utf8'));
  const isLoaded = isDeepStrictEqual(waitsOf(status.config.original), wanted);
  return isLoaded ? undefined : lag("Alertmanager's routes wait other times than those of its file");
}

/** Receiver and waits (milliseconds) of each route; it tells the rest of its configuration in other words than the file. */
function waitsOf(configuration: string): unknown {
  const simplify = (route: Route): unknown => [
    route['receiver'],
    WAITS.map((wait) => (typeof route[wait] === 'string' ? parseDuration(route[wait]) : undefined)),
    (route.routes ?? []).map(simplify),
  ];
  return simplify((parse(configuration, { merge: true }) as { route: Route }).route);
}

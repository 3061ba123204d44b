import { z } from 'zod';
import { fetchJson } from './json-http';
import { settings } from './settings';

const url = (target: string): string => `http://127.0.0.1:${settings().ports.alertmanager}/api/v2${target}`;

export interface PostedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly generatorURL?: string;
}

/** Has Alertmanager take an alert that fires now. @param seconds until it ends by itself; 0 ends it now */
export async function postAlert(alert: PostedAlert, seconds: number): Promise<void> {
  const now = Date.now();
  const body = [{ ...alert, startsAt: new Date(now - 1_000), endsAt: new Date(now + seconds * 1_000) }];
  const answer = await fetch(url('/alerts'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status !== 200) throw new Error(`Alertmanager: ${answer.status} ${await answer.text()}`);
}

const silences = z.array(
  z.object({ id: z.string(), comment: z.string(), status: z.object({ state: z.string() }), endsAt: z.string() }),
);

/** All silences, those that have ended too. */
export const readSilences = (): Promise<z.infer<typeof silences>> => fetchJson(url('/silences'), silences);

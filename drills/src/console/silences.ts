import { z } from 'zod';
import { held, mergeAlerts } from './alerts';
import type { Matcher, NewSilence, Silence, SilencesAnswer } from './api';
import { formatMatcher, parseMatchers } from './matchers';
import { ConsoleError } from './problem';
import { ask, parseAnswer, read, type Upstream } from './upstream';

const matcher = z.strictObject({
  name: z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'is no name of a label'),
  value: z.string().max(1_000),
  isEqual: z.boolean(),
  isRegex: z.boolean(),
});

export const newSilence = z.strictObject({
  matchers: z.array(matcher).min(1, 'needs one matcher or more').max(20),
  minutes: z.number('has to be a whole number of minutes from 1 to 10080').int().min(1).max(10_080),
  author: z.string().trim().min(1, 'is empty: who silences it?').max(100),
  comment: z.string().trim().min(1, 'is empty: why is it silenced?').max(1_000),
}) satisfies z.ZodType<NewSilence>;

export const silencesQuery = z.strictObject({ filter: z.string().max(5_000).default('') });

export const silenceId = z.uuid('is no id of a silence');

const state = z.object({ state: z.enum(['active', 'pending', 'expired']) });
const silence = z.object({
  id: z.string(),
  matchers: z.array(z.object({ ...matcher.shape, isEqual: z.boolean().default(true) })),
  status: state,
  startsAt: z.string(),
  endsAt: z.string(),
  createdBy: z.string(),
  comment: z.string(),
});

/** The alerts that a filter finds, and the silences for them. Throws ConsoleError `malformed_request` for a filter that is none. */
export async function readSilences(alertmanager: Upstream, filter: string): Promise<SilencesAnswer> {
  const matchers = parseMatchers(filter);
  const search = new URLSearchParams(matchers.map((one): [string, string] => ['filter', formatMatcher(one)]));
  const [found, all] = await Promise.all([
    ask(alertmanager, `/api/v2/alerts?${search.toString()}`),
    read(alertmanager, '/api/v2/silences', z.array(silence)),
  ]);
  refuse(found.status, found.body);
  const holding = parseAnswer(alertmanager, found, held);
  const silencing = new Set(holding.flatMap(({ status }) => status.silencedBy));
  return {
    filter,
    matchers,
    alerts: mergeAlerts([], holding),
    silences: all
      .filter((one) => silencing.has(one.id) || hasAll(one.matchers, matchers))
      .flatMap(toSilence)
      .sort((a, b) => a.endsAt.localeCompare(b.endsAt)),
  };
}

/** @returns the id. Throws ConsoleError `query_refused` with Alertmanager's words. */
export async function addSilence(
  alertmanager: Upstream,
  { matchers, minutes, author, comment }: z.output<typeof newSilence>,
): Promise<string> {
  const now = Date.now();
  const answer = await ask(alertmanager, '/api/v2/silences', {
    method: 'POST',
    body: {
      matchers,
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(now + minutes * 60_000).toISOString(),
      createdBy: author,
      comment,
    },
  });
  refuse(answer.status, answer.body);
  return parseAnswer(alertmanager, answer, z.object({ silenceID: z.string() })).silenceID;
}

/** Ends a silence now. Throws ConsoleError `not_found`, and `silence_over` for one that has ended. */
export async function endSilence(alertmanager: Upstream, id: string): Promise<void> {
  const target = `/api/v2/silence/${id}`;
  const found = await ask(alertmanager, target);
  if (found.status === 404) throw new ConsoleError('not_found', `Alertmanager has no silence ${id}`);
  if (parseAnswer(alertmanager, found, z.object({ status: state })).status.state === 'expired') {
    throw new ConsoleError('silence_over', `The silence ${id} has ended already`);
  }
  parseAnswer(alertmanager, await ask(alertmanager, target, { method: 'DELETE' }), z.unknown());
}

/** What it refuses it says with a JSON string. */
function refuse(status: number, body: unknown): void {
  if (status === 400) throw new ConsoleError('query_refused', typeof body === 'string' ? body : JSON.stringify(body));
}

function hasAll(of: readonly Matcher[], wanted: readonly Matcher[]): boolean {
  const own = new Set(of.map(formatMatcher));
  return wanted.every((one) => own.has(formatMatcher(one)));
}

function toSilence({ status, ...others }: z.output<typeof silence>): readonly Silence[] {
  return status.state === 'expired' ? [] : [{ ...others, state: status.state }];
}

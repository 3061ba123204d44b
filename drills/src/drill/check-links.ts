import { z } from 'zod';
import type { Alertmanager } from './alertmanager';
import { DrillFailure } from './drill-failure';
import { dataOf, openPage, type OpenedPage } from './open-page';
import { hasLabels, type ActiveAlert, type LoadedRule } from './prometheus';
import { linksOf, type Attachment } from './slack';
import type { LINKS } from './slack-message';
import { until } from './until';

export interface LinkCheck {
  readonly alert: ActiveAlert;
  readonly rule: LoadedRule;
  readonly dashboard: string;
  readonly alertmanager: Alertmanager;
  /** Links whose page has to say that the component behind it does not answer. */
  readonly unavailable?: readonly string[];
  readonly signal: AbortSignal;
}

type Label = (typeof LINKS)[number] | 'Title';

/** What is wrong with a page that a link leads to; undefined if nothing is. */
type Judge = (page: OpenedPage, url: URL, check: LinkCheck) => string | undefined | Promise<string | undefined>;

/** Traces and log lines take some seconds to arrive. */
const ARRIVAL_MS = 30_000;

const filled = z.array(z.unknown()).min(1);
const isFilled = (value: unknown): boolean => filled.safeParse(value).success;

const JUDGES: Readonly<Record<Label, Judge>> = {
  Title: (_page, { hash }) => (hash.startsWith('#/alerts?receiver=') ? undefined : `leads to "${hash}"`),
  Runbook: (page, _url, { rule }) => {
    const { data } = z.object({ alert: z.string(), body: z.string().min(1) }).safeParse(dataOf(page, '/api/runbooks/'));
    return data?.alert === rule.name ? undefined : `shows the runbook of ${data?.alert ?? 'nothing'}`;
  },
  Dashboard: (page, _url, { dashboard }) => {
    const { data } = z.object({ uid: z.string(), panels: filled }).safeParse(dataOf(page, '/api/dashboards/'));
    return data?.uid === dashboard ? undefined : `shows the dashboard ${data?.uid ?? 'of nothing'}, not ${dashboard}`;
  },
  Graph: (page, url, { rule }) => {
    if (url.searchParams.get('g0.expr') !== rule.query) return "does not show the rule's expression";
    const { data } = z.object({ series: filled }).safeParse(dataOf(page, '/api/graph'));
    return data ? undefined : 'shows a graph without a row';
  },
  Traces: (page) => {
    const { data } = z.object({ latest: z.unknown() }).safeParse(dataOf(page, '/api/traces'));
    return isFilled(data?.latest) ? undefined : 'shows no trace';
  },
  Logs: (page) => {
    const { data } = z.object({ lines: z.unknown() }).safeParse(dataOf(page, '/api/logs'));
    return isFilled(data?.lines) ? undefined : 'shows no line';
  },
  Silence: async (_page, { hash }, { alert, alertmanager }) => {
    const matchers = matchersOf(hash);
    if (matchers.length === 0) return `prepares no silence: ${hash}`;
    const found = await alertmanager.find(matchers);
    return found.some(({ labels }) => hasLabels(labels, alert.labels))
      ? undefined
      : `prepares a silence of ${matchers.join(', ')}, which is not this alert`;
  },
};

/** The matchers of Alertmanager's link for a new silence: `#/silences/new?filter={a="b", c="d"}`. */
export function matchersOf(hash: string): readonly string[] {
  const [, query] = /^#\/silences\/new\?(.*)$/.exec(hash) ?? [];
  const filter = new URLSearchParams(query ?? '').get('filter') ?? '';
  return [...filter.matchAll(/[A-Za-z_]\w*(?:=~|!~|!=|=)"(?:\\.|[^"\\])*"/g)].map(([matcher]) => matcher);
}

/**
 * Opens each link of a message as the person who got it would. A page may take a while to have what it is to show.
 * @returns the labels of the links. Throws DrillFailure `link` that names the link, its address and what it shows.
 */
export async function checkLinks(attachment: Attachment, check: LinkCheck): Promise<readonly string[]> {
  const links = [...linksOf(attachment)];
  for (const [label, href] of links) {
    let problem: string | undefined = 'is none that a drill knows';
    const judge = JUDGES[label as Label] as Judge | undefined;
    const opens = async () => {
      problem = judge ? await openAndJudge(judge, href, check, check.unavailable?.includes(label) ?? false) : problem;
      return problem === undefined ? true : undefined;
    };
    if (!(await until(opens, { timeoutMs: judge ? ARRIVAL_MS : 0, everyMs: 1000, signal: check.signal })))
      throw new DrillFailure('link', `the link "${label}" ${problem}: ${href}`);
  }
  return links.map(([label]) => label);
}

async function openAndJudge(
  judge: Judge,
  href: string,
  check: LinkCheck,
  isUnavailable: boolean,
): Promise<string | undefined> {
  if (!URL.canParse(href)) return 'is no address';
  const page = await openPage(href, check.signal);
  if (isUnavailable)
    return page.status === 503
      ? undefined
      : `opens "${page.title}" with status ${page.status}, where it cannot be filled`;
  if (page.status !== 200) return `opens "${page.title}" with status ${page.status}`;
  return judge(page, new URL(href), check);
}

import type { AlertNow } from '../../../../src/console/api';
import { withQuery } from '../../api/paths';
import { escapeLucene } from '../../format/lucene';
import { formatMatchers, matchersOf } from '../../format/matchers';

const LOOK_BACK_MS = 15 * 60_000;

export interface AlertLink {
  readonly title: string;
  readonly href: string;
}

/** Where one goes from an alert, in the order in which one does. */
export function linksOf({ labels, annotations, expression, since }: AlertNow): readonly AlertLink[] {
  const { service } = labels;
  const from = Date.parse(since) - LOOK_BACK_MS;
  const links: readonly (readonly [string, string | undefined])[] = [
    ['Runbook', annotations['runbook_url']],
    ['Dashboard', annotations['dashboard_url']],
    ['Graph', expression && withQuery('/graph', { 'g0.expr': expression })],
    ['Traces', service && withQuery('/traces', { service, from, to: 'now' })],
    ['Logs', service && withQuery('/logs', { query: `service.name:${escapeLucene(service)}*`, from, to: 'now' })],
    ['Silence', withQuery('/silences/new', { filter: formatMatchers(matchersOf(labels)) })],
  ];
  return links.flatMap(([title, href]) => (href ? [{ title, href }] : []));
}

import { emptyUntilFault, listPanelQueries, type PanelQuery } from '@firewatch/dashboards';
import { eventually } from '../platform/eventually';
import { query } from '../platform/prometheus';
import { queryByGrafana } from './grafana-client';
import { mustHaveNone, type Runtime, type SmokeCheck } from './smoke-check';

/** Windows of some minutes have to fill after a start. */
const PATIENCE = { timeout: 180_000, interval: 2_000 };

const isExcepted = ({ dashboard, panel }: PanelQuery): boolean =>
  emptyUntilFault.some((exception) => exception.dashboard === dashboard && exception.panel === panel);

/** What a query returns now: by way of Grafana where it runs, as when a dashboard is opened. */
async function values(runtime: Runtime, expr: string): Promise<number[]> {
  if (runtime === 'compose') return queryByGrafana(expr);
  return (await query(expr)).map(({ value }) => value);
}

async function problemsOf({ dashboard, panel, refId, expr }: PanelQuery, runtime: Runtime): Promise<string[]> {
  const place = `${dashboard}: "${panel}" (${refId})`;
  try {
    return (await values(runtime, expr)).some(Number.isFinite) ? [] : [`${place} returns no numbers: ${expr}`];
  } catch (error) {
    return [`${place} fails: ${error instanceof Error ? error.message : String(error)}`];
  }
}

export const panelsShowData: SmokeCheck = {
  name: 'panels',
  title: 'each query of each panel returns numbers',
  look: (runtime) => {
    const queries = listPanelQueries().filter((panelQuery) => !isExcepted(panelQuery));
    return eventually(async () => {
      // One after the other: all at once would be what is slow.
      const problems: string[] = [];
      for (const panelQuery of queries) problems.push(...(await problemsOf(panelQuery, runtime)));
      mustHaveNone(problems);
      return `${queries.length} queries`;
    }, PATIENCE);
  },
};

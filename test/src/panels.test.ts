import { dashboards, emptyUntilFault, listPanelQueries } from '@firewatch/dashboards';
import { eventually } from './platform/eventually';
import { exposedNames, query, selectedNames } from './platform/prometheus';

const queries = listPanelQueries();
const isExcepted = ({ dashboard, panel }: { readonly dashboard: string; readonly panel: string }): boolean =>
  emptyUntilFault.some((exception) => exception.dashboard === dashboard && exception.panel === panel);

/** Windows of some minutes have to fill after a start. */
const PATIENCE = { timeout: 80_000, interval: 1_000 };

it('there are the three dashboards, each with panels that ask something', () => {
  expect(dashboards.map(({ uid }) => uid).sort()).toEqual(['dapr', 'event-pipeline', 'task-service']);
  for (const { uid } of dashboards)
    expect(queries.filter(({ dashboard }) => dashboard === uid).length).toBeGreaterThan(5);
});

it.each(queries.filter((panelQuery) => !isExcepted(panelQuery)))(
  '$dashboard: "$panel" ($refId) has rows with numbers',
  async ({ expr }) => {
    await eventually(async () => {
      const rows = await query(expr);
      expect({ expr, numbers: rows.filter(({ value }) => Number.isFinite(value)).length > 0 }).toEqual({
        expr,
        numbers: true,
      });
    }, PATIENCE);
  },
);

it.each(queries.filter((panelQuery) => !isExcepted(panelQuery)))(
  '$dashboard: "$panel" ($refId) asks for metrics that something exposes',
  async ({ expr }) => {
    // A query that says 0 where there is no series would hide a name that nobody exposes.
    await eventually(async () => {
      const exposed = await exposedNames();
      const selected = await selectedNames(expr);
      expect(selected.length).toBeGreaterThan(0);
      expect(selected.filter((name) => !exposed.has(name))).toEqual([]);
    });
  },
);

it('few panels are excepted until a fault shows something, and each exception is of a panel that there is', () => {
  expect(emptyUntilFault.length).toBeLessThanOrEqual(3);
  const panels = queries.map(({ dashboard, panel }) => `${dashboard}: ${panel}`);
  for (const { dashboard, panel } of emptyUntilFault) expect(panels).toContain(`${dashboard}: ${panel}`);
});

import { dashboards } from './dashboards';

/** One query of one panel, ready for Prometheus. */
export interface PanelQuery {
  /** The dashboard's uid. */
  readonly dashboard: string;
  /** The panel's title, unique in its dashboard. */
  readonly panel: string;
  readonly refId: string;
  readonly expr: string;
}

export interface QueryOptions {
  /** What Grafana would put for `$__rate_interval`; at least four scrape intervals. Default `1m`. */
  readonly rateInterval?: string;
  /** Values of the dashboards' variables, as regular expressions; default `.*`, which is what "All" stands for. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Every query of every panel with its variables filled in, as Grafana does when a dashboard is opened. */
export function listPanelQueries({ rateInterval = '1m', variables = {} }: QueryOptions = {}): PanelQuery[] {
  return dashboards.flatMap(({ uid, panels }) =>
    panels.flatMap((panel) =>
      ('targets' in panel ? (panel.targets ?? []) : []).map((target) => {
        const { refId, expr } = target as unknown as { refId: string; expr: string };
        const filled = expr.replaceAll(/\$(\w+)/g, (_, name: string) =>
          name === '__rate_interval' ? rateInterval : (variables[name] ?? '.*'),
        );
        return { dashboard: uid, panel: panel.title ?? '', refId, expr: filled };
      }),
    ),
  );
}

import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  RowBuilder,
  type DashboardLink,
  type Panel,
  type QueryVariableBuilder,
  type RowPanel,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DATA_SOURCES, type DashboardUid } from './links';

/**
 * Grafana's classic dashboard model, the one that it provisions from files in every version. The library marks its own builder of this
 * model as deprecated in favour of a model that needs a newer Grafana, so the frame is written here; panels, variables and links come
 * from the library.
 */
export interface DashboardModel {
  readonly uid: DashboardUid;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly timezone: 'browser';
  readonly editable: false;
  readonly graphTooltip: DashboardCursorSync;
  readonly time: { readonly from: string; readonly to: string };
  readonly refresh: string;
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly VariableModel[] };
  readonly annotations: { readonly list: readonly never[] };
  readonly links: readonly DashboardLink[];
  readonly panels: readonly (Panel | RowPanel)[];
}

/** A row of panels, always open. Panels flow from left to right; each one sets its width and height. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Builder<Panel>[];
}

export interface DashboardSettings {
  /** Also the name of its file. */
  readonly uid: DashboardUid;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly variables: readonly QueryVariableBuilder[];
  readonly rows: readonly Row[];
}

const GRID_WIDTH = 24;
const CLASSIC_SCHEMA_VERSION = 42;

/** A dashboard in the house's frame: read-only, 30 minutes, refreshed every 10 s, its Prometheus chosen by the variable `datasource`. */
export function buildDashboard({ variables, rows, tags, ...head }: DashboardSettings): DashboardModel {
  const dataSource = new DatasourceVariableBuilder('datasource')
    .label('Data source')
    .type('prometheus')
    .current({ text: 'Prometheus', value: DATA_SOURCES.prometheus });
  const others = new DashboardLinkBuilder('Firewatch')
    .type(DashboardLinkType.Dashboards)
    .tags(['firewatch'])
    .asDropdown(true)
    .keepTime(true);
  return {
    ...head,
    tags: ['firewatch', ...tags],
    timezone: 'browser',
    editable: false,
    graphTooltip: DashboardCursorSync.Crosshair,
    time: { from: 'now-30m', to: 'now' },
    refresh: '10s',
    schemaVersion: CLASSIC_SCHEMA_VERSION,
    templating: { list: [dataSource, ...variables].map((variable) => variable.build()) },
    annotations: { list: [] },
    links: [others.build()],
    panels: layOut(rows),
  };
}

/** Gives every row and panel its id and its place on the grid. */
function layOut(rows: readonly Row[]): (Panel | RowPanel)[] {
  const placed: (Panel | RowPanel)[] = [];
  let y = 0;
  for (const { title, panels } of rows) {
    placed.push({ ...new RowBuilder(title).build(), id: placed.length + 1, gridPos: { x: 0, y, w: GRID_WIDTH, h: 1 } });
    y += 1;
    let x = 0;
    let lineHeight = 0;
    for (const builder of panels) {
      const panel = builder.build();
      const { w = 0, h = 0 } = panel.gridPos ?? {};
      if (x + w > GRID_WIDTH) {
        x = 0;
        y += lineHeight;
        lineHeight = 0;
      }
      placed.push({ ...panel, id: placed.length + 1, gridPos: { x, y, w, h } });
      x += w;
      lineHeight = Math.max(lineHeight, h);
    }
    y += lineHeight;
  }
  return placed;
}

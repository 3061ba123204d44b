/** The parts of Grafana's dashboard JSON that dashboards/dist uses and that are drawn here. */
export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly description?: string;
  readonly time?: { readonly from: string; readonly to: string };
  /** E.g. `10s`. */
  readonly refresh?: string;
  readonly templating?: { readonly list: readonly Variable[] };
  readonly panels: readonly Panel[];
}

export interface Variable {
  readonly type: string;
  readonly name: string;
  readonly label?: string;
  /** `label_values(metric, label)` where `type` is `query`. */
  readonly query?: unknown;
  readonly includeAll?: boolean;
  readonly allValue?: string;
  readonly current?: { readonly text: string | readonly string[]; readonly value: string | readonly string[] };
}

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title?: string;
  /** Markdown. */
  readonly description?: string;
  /** On a grid of 24 columns. */
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly Target[];
  readonly links?: readonly GrafanaLink[];
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit?: string;
      readonly min?: number;
      readonly max?: number;
      readonly thresholds?: { readonly steps: readonly ThresholdStep[] };
      readonly links?: readonly GrafanaLink[];
      readonly custom?: { readonly fillOpacity?: number; readonly stacking?: { readonly mode?: string } };
    };
  };
  /** Of a collapsed row. */
  readonly panels?: readonly Panel[];
}

export interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly legendFormat?: string;
}

export interface ThresholdStep {
  /** From which value on; null for the lowest. */
  readonly value: number | null;
  readonly color: string;
}

export interface GrafanaLink {
  readonly title: string;
  readonly url: string;
}

/** Panels in the order of reading, those of collapsed rows too: here every row is open. */
export const panelsOf = (dashboard: Dashboard): readonly Panel[] =>
  dashboard.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);

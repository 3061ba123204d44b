import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueColorMode,
  BigValueGraphMode,
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingMode,
  TooltipDisplayMode,
  type DataSourceRef,
} from '@grafana/grafana-foundation-sdk/common';
import {
  QueryVariableBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  VariableRefresh,
  VariableSort,
  type Panel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import * as common from '@grafana/grafana-foundation-sdk/common';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { toGrafanaLink, type Onward } from './links';

/** One line, or one line for each combination of labels that the expression keeps. */
export interface Query {
  readonly expr: string;
  /** Legend; `{{label}}` stands for a label's value. */
  readonly legend: string;
  /** Shows the exemplars of the histogram behind the query as points that open their trace. */
  readonly exemplars?: boolean;
}

/** What every panel has to say. */
export interface PanelSettings {
  readonly title: string;
  /** Of Grafana's units: `s`, `reqps`, `percentunit`, `bytes`, `short`, … */
  readonly unit: string;
  /** What is seen. */
  readonly shows: string;
  /** What bad looks like. */
  readonly bad: string;
  /** What to do then. */
  readonly next: string;
  readonly queries: readonly [Query, ...Query[]];
  readonly onward: readonly [Onward, ...Onward[]];
  /** Width of 24. Default 8, for a figure 4. */
  readonly width?: number;
}

const source: DataSourceRef = { type: 'prometheus', uid: '${datasource}' };
const PANEL_HEIGHT = 8;
const STAT_HEIGHT = 4;

/** Lines over time: the house's usual panel. */
export function timeseries(
  settings: PanelSettings & { readonly stacked?: boolean; readonly max?: number },
): Builder<Panel> {
  const panel = new TimeseriesBuilder()
    .drawStyle(GraphDrawStyle.Line)
    .lineWidth(1)
    .fillOpacity(settings.stacked ? 40 : 8)
    .spanNulls(false)
    .min(0)
    .legend(
      new common.VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .tooltip(new common.VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .height(PANEL_HEIGHT)
    .span(settings.width ?? 8);
  if (settings.stacked) panel.stacking(new common.StackingConfigBuilder().mode(StackingMode.Normal));
  if (settings.max !== undefined) panel.max(settings.max);
  return describe(panel, settings);
}

/** One figure with its recent course. @param thresholds value from which on a colour holds, ascending; below the first it is green. */
export function stat(
  settings: PanelSettings & {
    readonly thresholds?: readonly { readonly from: number; readonly color: 'green' | 'orange' | 'red' }[];
    readonly base?: 'green' | 'red';
  },
): Builder<Panel> {
  const steps = [
    { value: null, color: settings.base ?? 'green' },
    ...(settings.thresholds ?? []).map(({ from, color }) => ({ value: from, color })),
  ];
  const panel = new StatBuilder()
    .colorMode(BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.Area)
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps))
    .height(STAT_HEIGHT)
    .span(settings.width ?? 4);
  return describe(panel, settings);
}

function describe<Kind extends TimeseriesBuilder | StatBuilder>(panel: Kind, settings: PanelSettings): Kind {
  const { title, unit, shows, bad, next, queries, onward } = settings;
  panel
    .title(title)
    .unit(unit)
    .description(`${shows}\n\n**Bad:** ${bad}\n\n**Next:** ${next}`)
    .datasource(source)
    .targets(queries.map(toTarget))
    .dataLinks(onward.filter(({ from }) => from === 'series').map(toGrafanaLink))
    .links(onward.filter(({ from }) => from === 'panel').map(toGrafanaLink));
  return panel;
}

function toTarget({ expr, legend, exemplars = false }: Query, index: number): Builder<Dataquery> {
  return new DataqueryBuilder()
    .datasource(source)
    .refId(String.fromCharCode('A'.charCodeAt(0) + index))
    .expr(expr)
    .legendFormat(legend)
    .range()
    .exemplar(exemplars);
}

/** A variable over a label's values; "All" matches everything, also a series that appears later. */
export function labelVariable(name: string, label: string, selector: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(source)
    .query(`label_values(${selector}, ${name})`)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current({ text: 'All', value: '$__all' });
}

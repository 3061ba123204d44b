import { useId, useRef, type CSSProperties, type ReactNode } from 'react';
import { Loaded } from '../ui/loaded';
import { PanelAbout } from './panel-about';
import type { PanelProps } from './panel-props';
import { StatPanel } from './stat-panel';
import { TimeseriesPanel } from './timeseries-panel';
import { useOnScreen } from './use-on-screen';
import { usePanelSeries } from './use-panel-series';
import type { Panel } from './dashboard';
import type { View } from './view';
import './panel-frame.css';

/** The kinds of panels that are drawn. */
const KINDS: Readonly<Record<string, (props: PanelProps) => ReactNode>> = {
  stat: StatPanel,
  timeseries: TimeseriesPanel,
};

interface PanelFrameProps {
  readonly panel: Panel;
  readonly view: View;
}

/** A panel in its place on the grid: what it shows, that it has nothing to show, or why it cannot. */
export function PanelFrame({ panel, view }: PanelFrameProps) {
  const heading = useId();
  const element = useRef<HTMLElement>(null);
  const { type, title = 'Panel without a title', gridPos } = panel;
  const Kind = KINDS[type];
  const result = usePanelSeries(panel, view, useOnScreen(element) && Kind !== undefined);
  return (
    <section
      ref={element}
      className={`panel panel-${type}`}
      style={placeOf(gridPos)}
      aria-labelledby={heading}
      aria-busy={result.isPending}
      data-panel={title}
    >
      <header className="panel-head">
        <h3 id={heading}>{title}</h3>
        <PanelAbout panel={panel} view={view} />
      </header>
      {Kind ? (
        <Loaded result={result} what="the panel">
          {({ grid, series }) =>
            series.length === 0 ? (
              <p className="panel-none">no data</p>
            ) : (
              <Kind panel={panel} grid={grid} series={series} />
            )
          }
        </Loaded>
      ) : (
        <p className="panel-none">A panel of kind {type}, which is not drawn here</p>
      )}
    </section>
  );
}

/** Custom properties, since a narrow window has another grid. */
export const placeOf = ({ x, y, w, h }: Panel['gridPos']): CSSProperties =>
  ({ '--x': x + 1, '--y': y + 1, '--w': w, '--h': h }) as CSSProperties;

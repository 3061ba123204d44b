import type { Panel } from './dashboard';
import type { PanelSeries } from './use-panel-series';

/** What each kind of panel is drawn from. */
export interface PanelProps extends PanelSeries {
  readonly panel: Panel;
}

export type { DashboardModel } from './dashboard';
export { dashboards } from './dashboards';
export { emptyUntilFault } from './faults';
export type { EmptyUntilFault } from './faults';
export { DATA_SOURCES } from './links';
export { FOREIGN_SERIES } from './metrics';
export { listPanelQueries } from './queries';
export type { PanelQuery, QueryOptions } from './queries';

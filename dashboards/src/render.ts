import path from 'node:path';
import type { DashboardModel } from './dashboard';
import { dashboards } from './dashboards';

export const DIST = path.resolve(__dirname, '../dist');

/** The generated files: path → content, formatted alike every time. */
export function renderDashboards(): Map<string, string> {
  return new Map(dashboards.map((board) => [path.join(DIST, `${board.uid}.json`), format(board)]));
}

function format(board: DashboardModel): string {
  return `${JSON.stringify(board, null, 2)}\n`;
}

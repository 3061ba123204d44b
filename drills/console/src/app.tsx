import { Route, Routes } from 'react-router';
import { AlertsPage } from './pages/alerts/alerts-page';
import { DashboardPage } from './pages/dashboards/dashboard-page';
import { DashboardsPage } from './pages/dashboards/dashboards-page';
import { DrillPage } from './pages/drills/drill-page';
import { DrillsPage } from './pages/drills/drills-page';
import { RunPage } from './pages/run/run-page';
import { GraphPage } from './pages/graph/graph-page';
import { LogsPage } from './pages/logs/logs-page';
import { RunbookPage } from './pages/runbooks/runbook-page';
import { RunbooksPage } from './pages/runbooks/runbooks-page';
import { NewSilencePage } from './pages/silences/new-silence-page';
import { ChannelPage } from './pages/slack/channel-page';
import { ChannelsPage } from './pages/slack/channels-page';
import { TracePage } from './pages/traces/trace-page';
import { TracesPage } from './pages/traces/traces-page';
import { NotFound } from './shell/not-found';
import { Shell } from './shell/shell';

/** The same routes as drills/src/console/page-list.ts. */
export function App() {
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route index element={<AlertsPage />} />
        <Route path="runbooks" element={<RunbooksPage />} />
        <Route path="runbooks/:alert" element={<RunbookPage />} />
        <Route path="slack" element={<ChannelsPage />} />
        <Route path="slack/:channel" element={<ChannelPage />} />
        <Route path="traces" element={<TracesPage />} />
        <Route path="traces/:id" element={<TracePage />} />
        <Route path="logs" element={<LogsPage />} />
        <Route path="dashboards" element={<DashboardsPage />} />
        <Route path="dashboards/:uid" element={<DashboardPage />} />
        <Route path="graph" element={<GraphPage />} />
        <Route path="silences/new" element={<NewSilencePage />} />
        <Route path="drills" element={<DrillsPage />} />
        <Route path="drills/:name" element={<DrillPage />} />
        <Route path="drills/runs/:run" element={<RunPage />} />
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  );
}

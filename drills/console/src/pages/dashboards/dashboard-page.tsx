import { useState } from 'react';
import { useParams } from 'react-router';
import { useData } from '../../api/use-data';
import { panelsOf, type Dashboard } from '../../dashboard/dashboard';
import { PanelFrame, placeOf } from '../../dashboard/panel-frame';
import { RefreshPicker } from '../../dashboard/refresh-picker';
import { useVariables } from '../../dashboard/use-variables';
import { VariablePicker } from '../../dashboard/variable-picker';
import { PageHead } from '../../shell/page-head';
import { RangePicker } from '../../time-range/range-picker';
import { useTimeRange } from '../../time-range/use-time-range';
import { Loaded } from '../../ui/loaded';

const DEFAULT_RANGE = { from: 'now-30m', to: 'now' };
const DEFAULT_REFRESH_MS = 10_000;

/** A dashboard as Grafana is given it, drawn here. */
export function DashboardPage() {
  const { uid = '' } = useParams();
  const result = useData<Dashboard>(`/api/dashboards/${uid}`);
  return (
    <Loaded result={result} what="the dashboard">
      {(dashboard) => <Drawn key={uid} dashboard={dashboard} />}
    </Loaded>
  );
}

function Drawn({ dashboard }: { readonly dashboard: Dashboard }) {
  const { uid, title, description, time = DEFAULT_RANGE, templating } = dashboard;
  const [range, pickRange] = useTimeRange(time);
  const [refreshMs, setRefreshMs] = useState(DEFAULT_REFRESH_MS);
  const { choices, values, choose } = useVariables(templating?.list ?? []);
  const isLive = range.to === 'now' && refreshMs > 0;
  const view = { uid, range, values, refreshMs: isLive ? refreshMs : undefined };
  return (
    <>
      <PageHead title={title} windowTitle={`${title} · Dashboard`}>
        <RangePicker range={range} onPick={pickRange} />
        <RefreshPicker refreshMs={refreshMs} onPick={setRefreshMs} />
        {choices.map((choice) => (
          <VariablePicker key={choice.name} choice={choice} onChoose={(chosen) => choose(choice.name, chosen)} />
        ))}
      </PageHead>
      {description !== undefined && <p className="soft">{description}</p>}
      <div className="panel-grid">
        {panelsOf(dashboard).map((panel) =>
          panel.type === 'row' ? (
            <h2 key={panel.id} className="panel-row" style={placeOf(panel.gridPos)}>
              {panel.title}
            </h2>
          ) : (
            <PanelFrame key={panel.id} panel={panel} view={view} />
          ),
        )}
      </div>
    </>
  );
}

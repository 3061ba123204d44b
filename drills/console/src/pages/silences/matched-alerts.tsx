import type { AlertNow } from '../../../../src/console/api';
import { Chip } from '../../ui/chip';
import { LabelList } from '../../ui/label-list';
import './silences.css';

/** What a silence of the matchers would silence now. */
export function MatchedAlerts({ alerts }: { readonly alerts: readonly AlertNow[] }) {
  if (alerts.length === 0) {
    return <p>They fit no alert that Alertmanager has now. A silence holds for those that come, too.</p>;
  }
  return (
    <>
      <h2>Alerts that they fit now ({alerts.length})</h2>
      <ul className="matched-alerts">
        {alerts.map(({ name, labels, handling }) => (
          <li key={JSON.stringify(labels)}>
            <strong>{name}</strong>
            {handling && handling.silencedBy.length > 0 && <Chip tone="note">silenced</Chip>}
            <LabelList labels={labels} without={['alertname']} />
          </li>
        ))}
      </ul>
    </>
  );
}

import type { AlertNow } from '../../../../src/console/api';
import { Chip } from '../../ui/chip';
import { LabelList } from '../../ui/label-list';
import { PlatformLink } from '../../ui/platform-link';
import { TimeAgo } from '../../ui/time-ago';
import { linksOf } from './alert-links';
import './alert-card.css';

interface AlertCardProps {
  readonly alert: AlertNow;
}

/** All that is known of one alert, and where to go from it. */
export function AlertCard({ alert }: AlertCardProps) {
  const { name, state, since, value, labels, annotations } = alert;
  const { severity = 'no severity', team, service } = labels;
  const { summary, description } = annotations;
  return (
    <article className={`alert-card alert-${isCritical(alert) ? 'critical' : 'warning'} alert-${state}`}>
      <header>
        <h3>{name}</h3>
        <Chip tone={isCritical(alert) ? 'critical' : 'warning'}>{severity}</Chip>
        {service !== undefined && <span>{service}</span>}
        <span className="soft">
          since <TimeAgo at={since} />
          {value !== undefined && ` · value ${formatValue(value)}`}
          {team !== undefined && ` · team ${team}`}
        </span>
      </header>
      {summary !== undefined && <p className="alert-summary">{summary}</p>}
      {description !== undefined && <p>{description}</p>}
      <Handling alert={alert} />
      <LabelList labels={labels} without={['alertname', 'severity', 'team', 'service']} />
      <ul className="alert-links" aria-label={`From ${name}`}>
        {linksOf(alert).map(({ title, href }) => (
          <li key={title}>
            <PlatformLink href={href}>{title}</PlatformLink>
          </li>
        ))}
      </ul>
    </article>
  );
}

/** Who was told, or why nobody was. */
function Handling({ alert: { state, handling } }: AlertCardProps) {
  if (!handling) {
    const why = state === 'pending' ? 'Nobody is told before it fires.' : 'Alertmanager does not have it yet.';
    return <p className="soft">{why}</p>;
  }
  const { receivers, silencedBy, inhibitedBy } = handling;
  return (
    <p className="alert-handling">
      {silencedBy.length > 0 && <Chip tone="note">silenced</Chip>}
      {inhibitedBy.length > 0 && (
        <Chip tone="note" title="Another alert that fires says more: this one is held back while it does">
          inhibited by another alert
        </Chip>
      )}
      <span className="soft">
        {silencedBy.length + inhibitedBy.length > 0 ? 'would go to ' : 'goes to '}
        {receivers.join(', ')}
      </span>
    </p>
  );
}

const isCritical = ({ labels: { severity } }: AlertNow): boolean => severity === 'critical';

/** Prometheus gives floats in full. */
const formatValue = (value: string): string => {
  const number = Number(value);
  return Number.isFinite(number) ? String(Number(number.toPrecision(4))) : value;
};

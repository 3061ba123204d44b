import type { AlertsAnswer } from '../../../../src/console/api';
import { formatSeconds } from '../../format/duration';
import { Chip } from '../../ui/chip';

interface HeartbeatProps {
  readonly heartbeat: AlertsAnswer['heartbeat'];
}

/** Whether an alert would reach anybody, by what the dead-man's switch hears of Watchdog. */
export function Heartbeat({ heartbeat }: HeartbeatProps) {
  if (!heartbeat) return <Chip tone="warning">alert path: not known</Chip>;
  const age = formatSeconds(Math.round(heartbeat.ageSeconds));
  const title = `Watchdog fires always; the dead-man's switch heard of it ${age} ago`;
  return heartbeat.state === 'back' ? (
    <Chip tone="good" title={title}>
      alert path works, heartbeat {age} ago
    </Chip>
  ) : (
    <Chip tone="critical" title={title}>
      alert path is broken: no heartbeat for {age}
    </Chip>
  );
}

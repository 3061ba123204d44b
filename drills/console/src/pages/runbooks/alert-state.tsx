import { Link } from 'react-router';
import type { RuleAnswer } from '../../../../src/console/api';
import { problemOf } from '../../api/problem-error';
import { useData } from '../../api/use-data';
import { Chip } from '../../ui/chip';
import { TimeAgo } from '../../ui/time-ago';

const REFRESH_MS = 5_000;

/** How the alert of a page is now. */
export function AlertState({ alert }: { readonly alert: string }) {
  const { data, error } = useData<RuleAnswer>(`/api/rules/${alert}`, { refreshMs: REFRESH_MS });
  if (!data) {
    return error ? (
      <Chip tone="warning" title={problemOf(error).detail}>
        state not known
      </Chip>
    ) : null;
  }
  const { state, alerts } = data;
  const [newest] = alerts;
  if (state === 'inactive' || !newest) return <Chip tone="good">does not fire now</Chip>;
  return (
    <Link to="/">
      <Chip tone={state === 'firing' ? 'critical' : 'warning'}>
        {state === 'firing' ? 'fires' : 'is pending'}
        {alerts.length > 1 && ` ×${alerts.length}`}, since <TimeAgo at={newest.since} />
      </Chip>
    </Link>
  );
}

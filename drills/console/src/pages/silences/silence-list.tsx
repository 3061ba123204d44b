import type { Silence } from '../../../../src/console/api';
import { formatMatchers } from '../../format/matchers';
import { ChangeForm } from '../../ui/change-form';
import { TimeAgo } from '../../ui/time-ago';

interface SilenceListProps {
  readonly silences: readonly Silence[];
  /** False: only those that concern the matchers. */
  readonly isAll: boolean;
  readonly onEnded: () => void;
}

/** Silences that hold, each with a way to end it. */
export function SilenceList({ silences, isAll, onEnded }: SilenceListProps) {
  return (
    <>
      <h2>{isAll ? 'Silences that hold' : 'Silences for these already'}</h2>
      {silences.length === 0 && <p>None.</p>}
      <ul className="silence-list">
        {silences.map(({ id, matchers, endsAt, createdBy, comment }) => (
          <li key={id} className="card" data-silence={id}>
            <p className="mono">{formatMatchers(matchers)}</p>
            <p>
              {comment}{' '}
              <span className="soft">
                ({createdBy}, ends <TimeAgo at={endsAt} />)
              </span>
            </p>
            <ChangeForm
              label="End it now"
              tone="danger"
              toChange={() => ({ method: 'DELETE', path: `/api/silences/${id}` })}
              onDone={onEnded}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

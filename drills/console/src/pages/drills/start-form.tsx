import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { ChangeForm } from '../../ui/change-form';

interface StartFormProps {
  readonly drill: string;
  /** A run of it that goes on. */
  readonly running: string | undefined;
}

/** Starts a run and leads to it. The server says which speeds there are. */
export function StartForm({ drill, running }: StartFormProps) {
  const navigate = useNavigate();
  const [speed, setSpeed] = useState('');
  if (running !== undefined) {
    return (
      <p>
        It is running: <Link to={`/drills/runs/${running}`}>follow the run</Link>.
      </p>
    );
  }
  return (
    <ChangeForm<{ readonly run: string }>
      label="Start the drill"
      toChange={() => ({
        method: 'POST',
        path: `/api/drills/${drill}/runs`,
        body: speed === '' ? {} : { speed: Number(speed) },
      })}
      onDone={({ run }) => void navigate(`/drills/runs/${run}`)}
    >
      <label>
        Speed of the clock <span className="soft">(1 is production's; DRILL_SPEED without it)</span>
        <input type="number" min="1" step="any" value={speed} onChange={({ target }) => setSpeed(target.value)} />
      </label>
    </ChangeForm>
  );
}

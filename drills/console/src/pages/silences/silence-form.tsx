import { useState } from 'react';
import type { Matcher, NewSilence } from '../../../../src/console/api';
import { ChangeForm } from '../../ui/change-form';

interface SilenceFormProps {
  readonly matchers: readonly Matcher[];
  readonly onDone: () => void;
}

const DEFAULT_MINUTES = 120;
const MOST_MINUTES = 10_080;

export function SilenceForm({ matchers, onDone }: SilenceFormProps) {
  const [minutes, setMinutes] = useState(String(DEFAULT_MINUTES));
  const [author, setAuthor] = useState('');
  const [comment, setComment] = useState('');
  const [id, setId] = useState<string>();
  const toChange = () => {
    const body: NewSilence = { matchers, minutes: Number(minutes), author: author.trim(), comment: comment.trim() };
    return { method: 'POST', path: '/api/silences', body } as const;
  };
  return (
    <section className="card silence-form">
      <ChangeForm<{ readonly id: string }>
        label="Silence"
        toChange={toChange}
        onDone={(answer) => {
          setId(answer.id);
          setComment('');
          onDone();
        }}
      >
        <label>
          Minutes
          <input
            type="number"
            required
            min="1"
            max={MOST_MINUTES}
            value={minutes}
            onChange={({ target }) => setMinutes(target.value)}
          />
        </label>
        <label>
          Who silences it
          <input
            type="text"
            required
            maxLength={100}
            value={author}
            onChange={({ target }) => setAuthor(target.value)}
          />
        </label>
        <label>
          Why
          <textarea
            required
            maxLength={1000}
            rows={2}
            value={comment}
            onChange={({ target }) => setComment(target.value)}
          />
        </label>
      </ChangeForm>
      <p role="status">{id !== undefined && `Silenced by ${id}.`}</p>
    </section>
  );
}

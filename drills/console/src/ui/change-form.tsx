import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { change, type Change } from '../api/change';
import { problemOf } from '../api/problem-error';
import { keepToken, useToken } from '../api/use-token';
import { ProblemNotice } from './problem-notice';
import './change-form.css';

interface ChangeFormProps<Answer> {
  /** What its button says. */
  readonly label: string;
  readonly tone?: 'primary' | 'danger';
  readonly disabled?: boolean;
  readonly children?: ReactNode;
  /** What is to be changed, as the fields are when it is sent. */
  readonly toChange: () => Change;
  readonly onDone: (answer: Answer) => void;
}

const REFUSED_TOKEN = ['token_wrong', 'token_needed'];

/** Changes something, which takes the token: it is asked for once in a tab, and again when it was refused. */
export function ChangeForm<Answer>(props: ChangeFormProps<Answer>) {
  const { label, tone = 'primary', disabled = false, children, toChange, onDone } = props;
  const kept = useToken();
  const [given, setGiven] = useState('');
  const sending = useMutation({
    mutationFn: (token: string) => change<Answer>(toChange(), token),
    onSuccess: (answer, token) => {
      keepToken(token);
      onDone(answer);
    },
    onError: (error) => {
      if (REFUSED_TOKEN.includes(problemOf(error).code)) keepToken(undefined);
    },
  });
  return (
    <form
      className="change-form"
      onSubmit={(event) => {
        event.preventDefault();
        sending.mutate(kept ?? given.trim());
      }}
    >
      {sending.error && <ProblemNotice problem={problemOf(sending.error)} />}
      {children}
      <div className="change-send">
        {kept === undefined && (
          <label>
            Token <span className="soft">(CONSOLE_TOKEN in .env.local)</span>
            <input
              type="password"
              required
              autoComplete="off"
              value={given}
              onChange={({ target }) => setGiven(target.value)}
            />
          </label>
        )}
        <button type="submit" className={tone} disabled={disabled || sending.isPending}>
          {sending.isPending ? 'Sending …' : label}
        </button>
      </div>
    </form>
  );
}

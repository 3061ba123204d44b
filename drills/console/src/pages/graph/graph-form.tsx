import { useState, type KeyboardEvent } from 'react';

interface GraphFormProps {
  readonly expression: string;
  readonly onAsk: (expression: string) => void;
}

/** The expression; Enter asks, Shift and Enter begin a line. */
export function GraphForm({ expression, onAsk }: GraphFormProps) {
  const [text, setText] = useState(expression);
  const ask = (): void => onAsk(text.trim());
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    ask();
  };
  return (
    <form
      className="graph-form"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <label>
        <span className="said">Expression in PromQL</span>
        <textarea
          className="mono"
          rows={Math.min(Math.max(text.split('\n').length, Math.ceil(text.length / 110)), 8)}
          value={text}
          spellCheck={false}
          placeholder='PromQL, e.g. up{job="kafka"}'
          onChange={({ target }) => setText(target.value)}
          onKeyDown={onKey}
        />
      </label>
      <button type="submit" className="primary">
        Ask
      </button>
    </form>
  );
}

import { useState } from 'react';
import '../logs/logs-page.css';

interface FilterFormProps {
  readonly filter: string;
  readonly onSet: (filter: string) => void;
}

/** The matchers as text, in Alertmanager's form. */
export function FilterForm({ filter, onSet }: FilterFormProps) {
  const [text, setText] = useState(filter);
  return (
    <form
      className="logs-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSet(text.trim());
      }}
    >
      <label>
        Matchers
        <input
          type="text"
          className="mono"
          value={text}
          spellCheck={false}
          placeholder='{alertname="KafkaBrokerDown", broker=~"1|2"}'
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <button type="submit">Look</button>
    </form>
  );
}

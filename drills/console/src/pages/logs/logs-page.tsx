import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { LogsAnswer } from '../../../../src/console/api';
import { withQuery } from '../../api/paths';
import { useData } from '../../api/use-data';
import { LogList } from '../../logs/log-list';
import { PageHead } from '../../shell/page-head';
import { RangePicker } from '../../time-range/range-picker';
import { useTimeRange } from '../../time-range/use-time-range';
import { Loaded } from '../../ui/loaded';
import './logs-page.css';

/** In an address that says no more than half of a range. */
const FALLBACK = { from: 'now-7d', to: 'now' };

/** Log lines of all components. */
export function LogsPage() {
  const [search, setSearch] = useSearchParams();
  const [given, pickRange] = useTimeRange(FALLBACK);
  const range = search.has('from') || search.has('to') ? given : undefined;
  // As the address says it, for what came with the page goes by that.
  const [from, to] = [search.get('from') ?? undefined, search.get('to') ?? undefined];
  const query = search.get('query') ?? '';
  const result = useData<LogsAnswer>(withQuery('/api/logs', { query, from, to }), { keepPrevious: true });
  const ask = (text: string): void => {
    if (text === query) void result.refetch();
    else
      setSearch((before) => {
        const next = new URLSearchParams(before);
        next.set('query', text);
        return next;
      });
  };
  return (
    <>
      <PageHead title="Logs">
        <RangePicker range={range} onPick={pickRange} />
      </PageHead>
      <QueryForm key={query} query={query} onAsk={ask} />
      <Loaded result={result} what="the log lines">
        {({ lines, total, atLeast }) =>
          lines.length === 0 ? (
            <p>No line of this time fits the query.</p>
          ) : (
            <>
              <p className="soft">
                {lines.length < total || atLeast ? `The newest ${lines.length} of ` : ''}
                {atLeast && 'more than '}
                {total} lines, times in UTC
              </p>
              <LogList lines={lines} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

interface QueryFormProps {
  readonly query: string;
  readonly onAsk: (query: string) => void;
}

function QueryForm({ query, onAsk }: QueryFormProps) {
  const [text, setText] = useState(query);
  return (
    <form
      className="logs-form"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onAsk(text.trim());
      }}
    >
      <label>
        <span className="said">Query in Lucene's syntax, over ECS fields</span>
        <input
          type="search"
          className="mono"
          value={text}
          spellCheck={false}
          placeholder="Lucene, e.g. service.name:task-service AND log.level:error"
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <button type="submit" className="primary">
        Search
      </button>
    </form>
  );
}

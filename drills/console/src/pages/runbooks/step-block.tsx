import { Link } from 'react-router';
import { useState } from 'react';
import { withQuery } from '../../api/paths';
import { Chip } from '../../ui/chip';
import { CopyButton } from '../../ui/copy-button';
import { LogRows } from './log-rows';
import { PromqlRows } from './promql-rows';
import type { Fence } from './read-fence';
import './step-block.css';

const LANGUAGES: Readonly<Record<string, string>> = { promql: 'PromQL', es: 'Log query', sh: 'Shell' };

interface StepBlockProps {
  readonly fence: Fence;
}

/** What a step has one run: queries here, commands in a terminal. */
export function StepBlock({ fence: { language, changes, code } }: StepBlockProps) {
  const [runs, setRuns] = useState(0);
  const isQuery = language === 'promql' || language === 'es';
  return (
    <div className={changes ? 'step-block step-changes' : 'step-block'}>
      <div className="step-bar">
        <span>{LANGUAGES[language] ?? language}</span>
        {changes ? <Chip tone="warning">changes the platform</Chip> : <Chip tone="plain">only reads</Chip>}
        <span className="step-actions">
          {language === 'promql' && <Link to={withQuery('/graph', { 'g0.expr': code })}>Graph</Link>}
          {language === 'es' && <Link to={withQuery('/logs', { query: code, from: 'now-1h' })}>Logs</Link>}
          {isQuery && (
            <button type="button" onClick={() => setRuns(runs + 1)}>
              {runs === 0 ? 'Run' : 'Run again'}
            </button>
          )}
          <CopyButton text={code} what={isQuery ? 'the query' : 'the command'} />
        </span>
      </div>
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
      {runs > 0 && (
        <div className="step-rows" aria-live="polite">
          {language === 'promql' ? <PromqlRows query={code} run={runs} /> : <LogRows query={code} run={runs} />}
        </div>
      )}
    </div>
  );
}

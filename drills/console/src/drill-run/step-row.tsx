import { formatSeconds, formatTenths } from '../format/duration';
import { formatClock } from '../format/time';
import { useNow } from '../ui/use-now';
import { BlockResult } from './block-result';
import type { Step, StepState } from './run-model';

const SIGNS: Readonly<Record<StepState, string>> = {
  waiting: '○',
  running: '◐',
  passed: '✓',
  failed: '✗',
  skipped: '–',
};

/** A step: how it is, how long it took, what it came to; what it said and ran opens below. */
export function StepRow({
  step: { id, title, state, startedAt, seconds, message, progress, blocks },
}: {
  readonly step: Step;
}) {
  return (
    <li className={`step-row step-${state}`} data-step={id} data-state={state}>
      <span className="step-sign" aria-hidden="true">
        {SIGNS[state]}
      </span>
      <div className="step-body">
        <div className="step-head">
          <span>
            {title} <span className="said">{state}</span>
          </span>
          <span className="step-seconds">
            {seconds !== undefined && state !== 'skipped' && formatTenths(seconds)}
            {state === 'running' && startedAt !== undefined && <Elapsed since={startedAt} />}
          </span>
        </div>
        {message !== undefined && <p className="step-message">{message}</p>}
        {message === undefined && state === 'running' && <p className="step-message">{progress.at(-1)?.message}</p>}
        {progress.length + blocks.length > 0 && (
          <details open={state === 'failed'}>
            <summary>{summarise(progress.length, blocks.length)}</summary>
            {blocks.map((block) => (
              <BlockResult key={block.at + block.code} block={block} />
            ))}
            <ul className="step-progress">
              {progress.map(({ at, message: line }, index) => (
                <li key={index}>
                  <span className="soft">{formatClock(Date.parse(at), true)}</span> {line}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}

function Elapsed({ since }: { readonly since: string }) {
  return formatSeconds(Math.max(Math.round((useNow() - Date.parse(since)) / 1000), 0));
}

const summarise = (lines: number, blocks: number): string =>
  [
    blocks > 0 && `${blocks} ${blocks === 1 ? 'block' : 'blocks'}`,
    lines > 0 && `${lines} ${lines === 1 ? 'line' : 'lines'}`,
  ]
    .filter((part) => part !== false)
    .join(', ');

import type { BlockRan } from '../../../src/drill/events';
import { Chip } from '../ui/chip';

/** A block of the runbook that was run: what it gave, against what the page says. */
export function BlockResult({ block: { language, code, output, expected, matches } }: { readonly block: BlockRan }) {
  return (
    <div className="block-result">
      <div>
        <span className="soft">{language}</span>{' '}
        {matches ? (
          <Chip tone="good">{expected === undefined ? 'ran' : 'as the page says'}</Chip>
        ) : (
          <Chip tone="critical">not what the page says</Chip>
        )}
      </div>
      <pre>
        <code>{code}</code>
      </pre>
      <div className="block-outputs">
        <figure>
          <figcaption>It came</figcaption>
          <pre>{output}</pre>
        </figure>
        {expected !== undefined && (
          <figure>
            <figcaption>The page</figcaption>
            <pre>{expected}</pre>
          </figure>
        )}
      </div>
    </div>
  );
}

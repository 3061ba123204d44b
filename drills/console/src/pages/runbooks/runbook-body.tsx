import Markdown, { type Components, type ExtraProps } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { PlatformLink } from '../../ui/platform-link';
import { readFence } from './read-fence';
import { StepBlock } from './step-block';
import { headingId } from './headings';
import './runbook-body.css';

/** Pages link to each other as files: `KafkaBrokerDown.md`. */
const toPagePath = (href: string): string => href.replace(/^(?:\.\/)?(\w+)\.md(?=#|$)/, '/runbooks/$1');

const components: Components = {
  a: ({ href = '', children }) => <PlatformLink href={toPagePath(href)}>{children}</PlatformLink>,
  h2: ({ children }) => <h2 id={typeof children === 'string' ? headingId(children) : undefined}>{children}</h2>,
  pre: Block,
};

/** A page's text with its steps, which can be run or copied. */
export function RunbookBody({ body }: { readonly body: string }) {
  return (
    <div className="runbook-body">
      <Markdown remarkPlugins={[remarkGfm]} components={components}>
        {body}
      </Markdown>
    </div>
  );
}

function Block({ node }: ExtraProps) {
  const fence = readFence(node);
  if (!fence) return null;
  if (fence.language !== 'output') return <StepBlock fence={fence} />;
  return (
    <figure className="expected-output">
      <figcaption>The drill holds what came against this; … is anything</figcaption>
      <pre>{fence.code}</pre>
    </figure>
  );
}

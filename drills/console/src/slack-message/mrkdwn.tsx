import { PlatformLink } from '../ui/platform-link';
import { parseMrkdwn, type MrkdwnNode } from './parse-mrkdwn';

/** Slack's mrkdwn as a person sees it. */
export function Mrkdwn({ text }: { readonly text: string }) {
  return <Nodes nodes={parseMrkdwn(text)} />;
}

function Nodes({ nodes }: { readonly nodes: readonly MrkdwnNode[] }) {
  return nodes.map((node, index) => <Node key={index} node={node} />);
}

function Node({ node }: { readonly node: MrkdwnNode }) {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return <br />;
    case 'code':
      return <code>{node.text}</code>;
    case 'block':
      return <pre>{node.text}</pre>;
    case 'mention':
      return <span className="slack-mention">{node.text}</span>;
    case 'link':
      return <PlatformLink href={node.href}>{node.text}</PlatformLink>;
    case 'bold':
      return (
        <b>
          <Nodes nodes={node.children} />
        </b>
      );
    case 'italic':
      return (
        <i>
          <Nodes nodes={node.children} />
        </i>
      );
    case 'struck':
      return (
        <s>
          <Nodes nodes={node.children} />
        </s>
      );
  }
}

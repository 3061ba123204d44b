import type { ExtraProps } from 'react-markdown';

export interface Fence {
  /** `promql`, `es`, `sh`, `output`, or what else the page says. */
  readonly language: string;
  /** Whether running it changes anything. */
  readonly changes: boolean;
  readonly code: string;
}

/** The fenced block of a `pre` in a page's tree; undefined where it holds none. @param node of react-markdown */
export function readFence(node: ExtraProps['node']): Fence | undefined {
  const code = node?.children[0];
  if (code?.type !== 'element' || code.tagName !== 'code') return undefined;
  const names = code.properties['className'];
  const name = Array.isArray(names) ? names.map(String).find((one) => one.startsWith('language-')) : undefined;
  const meta = code.data && 'meta' in code.data ? String(code.data.meta) : '';
  const text = code.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
  return {
    language: name?.slice('language-'.length) ?? '',
    changes: meta === 'changes',
    code: text.replace(/\n$/, ''),
  };
}

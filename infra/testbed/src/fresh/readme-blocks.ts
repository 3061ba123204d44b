/** A shell block of a Markdown page, in the words of the page. */
export interface Block {
  /** Of the heading above it. */
  readonly section: string;
  /** The bold words that begin the numbered step in which it stands, without their full stop. */
  readonly step?: string;
  readonly code: string;
}

const HEADING = /^##+ (.+)$/;
const STEP = /^\d+\. \*\*(.+?)\.?\*\*/;
const FENCE = /^( *)```(\w*)$/;

/** @returns the blocks that are marked `sh`, in the page's order */
export function readBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let section = '';
  let step: string | undefined;
  let open: { readonly indent: string; readonly isShell: boolean; readonly lines: string[] } | undefined;
  for (const line of markdown.split('\n')) {
    const [, indent = '', language = ''] = FENCE.exec(line) ?? [];
    if (open === undefined) {
      if (FENCE.test(line)) open = { indent, isShell: language === 'sh', lines: [] };
      else if (HEADING.test(line)) [section, step] = [HEADING.exec(line)?.[1] ?? '', undefined];
      else step = STEP.exec(line)?.[1] ?? step;
    } else if (line === `${open.indent}\`\`\``) {
      const code = `${open.lines.join('\n')}\n`;
      if (open.isShell) blocks.push({ section, ...(step !== undefined && { step }), code });
      open = undefined;
    } else {
      open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line.trimStart());
    }
  }
  return blocks;
}

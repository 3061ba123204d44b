import { parse } from 'yaml';
import { z } from 'zod';
import { CatalogueError, parseAs } from './catalogue-error';

export const HEADINGS = ['Meaning', 'Impact', 'Diagnosis', 'Mitigation', 'Verification', 'Escalation'] as const;

const frontMatter = z.strictObject({
  alert: z.string(),
  severity: z.enum(['critical', 'warning']).optional(),
  team: z.string(),
  dashboard: z.string(),
  drill: z.string(),
  last_drilled: z.union([z.literal('never'), z.iso.date()]),
});

export interface Block {
  readonly language: 'promql' | 'es' | 'sh';
  readonly changes: boolean;
  readonly code: string;
  readonly section: string;
}

export type Runbook = z.output<typeof frontMatter> & {
  readonly file: string;
  readonly body: string;
  readonly blocks: readonly Block[];
};

const KINDS: Readonly<Record<string, Pick<Block, 'language' | 'changes'>>> = {
  promql: { language: 'promql', changes: false },
  es: { language: 'es', changes: false },
  'sh read-only': { language: 'sh', changes: false },
  'sh changes': { language: 'sh', changes: true },
};

/** A page in the form that runbooks/README.md gives. Throws CatalogueError that names the file and what is wrong with it. */
export function parseRunbook(file: string, content: string): Runbook {
  const [, head, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(content) ?? [];
  if (head === undefined || body === undefined) throw new CatalogueError(`${file}: does not begin with front matter`);
  const facts = parseAs(frontMatter, parse(head), file);
  const headings = [...withoutCode(body).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  if (headings.join() !== HEADINGS.join()) {
    throw new CatalogueError(`${file}: headings have to be ${HEADINGS.join(', ')}; they are ${headings.join(', ')}`);
  }
  return { ...facts, file, body, blocks: blocksOf(file, body) };
}

const withoutCode = (body: string): string => body.replace(/^```.*?^```$/gms, '');

function blocksOf(file: string, body: string): readonly Block[] {
  return body.split(/^(?=## )/m).flatMap((part) => {
    const section = /^## (.+)$/m.exec(part)?.[1] ?? '';
    return [...part.matchAll(/^```([^\n]*)\n(.*?)\n```\n(.*?)(?=^```|(?![^]))/gms)].map(
      ([, tag = '', code = '', after = '']) => {
        const kind = KINDS[tag];
        const fault = (text: string) =>
          new CatalogueError(`${file}: ${section}: block "${code.split('\n')[0] ?? ''}": ${text}`);
        if (!kind) throw fault(`tag "${tag}" has to be one of ${Object.keys(KINDS).join(', ')}`);
        if (kind.changes && section !== 'Mitigation') throw fault('only Mitigation changes anything');
        if (!/^Expect: /m.test(after)) throw fault('is not followed by "Expect:"');
        if (kind.changes && !after.includes('Way back:')) throw fault('changes something and tells no "Way back:"');
        return { ...kind, code, section };
      },
    );
  });
}

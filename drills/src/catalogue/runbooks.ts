import { parse } from 'yaml';
import { z } from 'zod';
import { CatalogueError, parseAs } from './catalogue-error';
import { parseDrill, type RunbookDrill } from './runbook-drill';

export const HEADINGS = ['Meaning', 'Impact', 'Diagnosis', 'Mitigation', 'Verification', 'Escalation'] as const;

const frontMatter = z.strictObject({
  alert: z.string(),
  // One, or those of all rules of the alert: `critical, warning`.
  severity: z
    .string()
    .optional()
    .transform((text) => text?.split(', ') ?? [])
    .pipe(z.array(z.enum(['critical', 'warning']))),
  team: z.string(),
  dashboard: z.string(),
  drill: z.unknown(),
  last_drilled: z.union([z.literal('never'), z.iso.date()]),
});

export interface Block {
  readonly language: 'promql' | 'es' | 'sh';
  readonly changes: boolean;
  readonly code: string;
  readonly section: string;
  /** Its place among the blocks of its section, counted from 1. */
  readonly index: number;
  /** What the page says that it shows, in the form of drills/src/runbook/expected-output.ts; absent on undrilled pages. */
  readonly expected?: string;
}

export type Runbook = Omit<z.output<typeof frontMatter>, 'drill'> & {
  readonly drill: 'undrilled' | RunbookDrill;
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
  return { ...facts, drill: parseDrill(facts.drill, file), file, body, blocks: blocksOf(file, body) };
}

/** The block that the drill of a page mends the fault with; undefined if there is none, or the page has no drill. */
export function mitigationOf({ drill, blocks }: Pick<Runbook, 'drill' | 'blocks'>): Block | undefined {
  return drill === 'undrilled' ? undefined : blocks.filter(({ changes }) => changes)[drill.mitigation - 1];
}

const withoutCode = (body: string): string => body.replace(/^```.*?^```$/gms, '');

function blocksOf(file: string, body: string): readonly Block[] {
  return body.split(/^(?=## )/m).flatMap((part) => {
    const section = /^## (.+)$/m.exec(part)?.[1] ?? '';
    return stepsOf(part).map((step, index) => toBlock(`${file}: ${section}`, section, index + 1, step));
  });
}

interface Step {
  readonly tag: string;
  readonly code: string;
  /** What stands between the block and the next one. */
  readonly after: string;
  readonly outputs: readonly string[];
}

/** The fenced blocks of a section, each with the output blocks that follow it. An output block that follows none is one of its own. */
function stepsOf(part: string): readonly Step[] {
  const fences = [...part.matchAll(/^```([^\n]*)\n(.*?)^```\n(.*?)(?=^```|(?![^]))/gms)];
  return fences.reduce<readonly Step[]>((steps, [, tag = '', code = '', after = '']) => {
    const step = { tag, code: code.trimEnd(), after, outputs: [] };
    const last = steps.at(-1);
    if (tag !== 'output' || !last) return [...steps, step];
    return [...steps.slice(0, -1), { ...last, outputs: [...last.outputs, step.code] }];
  }, []);
}

function toBlock(where: string, section: string, index: number, { tag, code, after, outputs }: Step): Block {
  const kind = KINDS[tag];
  const fault = (text: string) => new CatalogueError(`${where}: block "${code.split('\n')[0] ?? ''}": ${text}`);
  if (!kind) {
    throw fault(`tag "${tag}" has to be one of ${Object.keys(KINDS).join(', ')}, or output after one of these`);
  }
  if (kind.changes && section !== 'Mitigation') throw fault('only Mitigation changes anything');
  if (!/^Expect: /m.test(after)) throw fault('is not followed by "Expect:"');
  if (kind.changes && !after.includes('Way back:')) throw fault('changes something and tells no "Way back:"');
  const [expected, another] = outputs;
  if (expected === undefined) return { ...kind, code, section, index };
  if (another !== undefined) throw fault('has more than one output');
  if (!after.trim().split('\n\n').at(-1)?.startsWith('Expect: ')) {
    throw fault('its output has to come right after the paragraph "Expect:"');
  }
  if (/^[\s…]*$/.test(expected)) throw fault('its output fits whatever comes');
  return { ...kind, code, section, index, expected };
}

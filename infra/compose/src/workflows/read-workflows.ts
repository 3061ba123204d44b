import fs from 'node:fs';
import path from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import { z } from 'zod';

export const WORKFLOWS = '.github/workflows';

const stepSchema = z.looseObject({
  name: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
});
const jobSchema = z.looseObject({
  'timeout-minutes': z.number().optional(),
  container: z.looseObject({ image: z.string() }).optional(),
  strategy: z.looseObject({ matrix: z.record(z.string(), z.unknown()) }).optional(),
  steps: z.array(stepSchema),
});
const workflowSchema = z.looseObject({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()).optional(),
  concurrency: z.looseObject({ group: z.string() }).optional(),
  jobs: z.record(z.string(), jobSchema),
});

/** What the checks look at of a workflow's content. GitHub's own rules for the rest are actionlint's. */
export type WorkflowContent = z.infer<typeof workflowSchema>;

/** A step that runs commands, or an action. */
export interface Step {
  readonly line: number;
  readonly job: string;
  readonly run?: string;
  readonly uses?: string;
  /** Behind `uses:` on the same line, without the `#`. */
  readonly comment?: string;
}

export interface Workflow {
  /** Relative to the project's root. */
  readonly file: string;
  readonly content: WorkflowContent;
  readonly steps: readonly Step[];
}

export class WorkflowError extends Error {
  override readonly name = 'WorkflowError';
}

/**
 * Reads the workflows of the project at `root`.
 * @throws WorkflowError that names the file which is no workflow, and why
 */
export function readWorkflows(root: string): Workflow[] {
  const folder = path.join(root, WORKFLOWS);
  return fs
    .readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => parseWorkflow(path.join(WORKFLOWS, name), fs.readFileSync(path.join(folder, name), 'utf8')));
}

/** @throws WorkflowError */
export function parseWorkflow(file: string, text: string): Workflow {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error) throw new WorkflowError(`${file}: ${error.message}`);
  const parsed = workflowSchema.safeParse(document.toJS());
  if (!parsed.success) throw new WorkflowError(`${file}: ${z.prettifyError(parsed.error)}`);
  const content = parsed.data;
  const steps = Object.entries(content.jobs).flatMap(([job, { steps: given }]) =>
    given.map((step, index): Step => {
      const node = document.getIn(['jobs', job, 'steps', index]) as Node;
      const uses = valueOf(node, 'uses');
      const line = lines.linePos((uses ?? node).range?.[0] ?? 0).line;
      return {
        line,
        job,
        ...(step.run === undefined ? {} : { run: step.run }),
        ...(step.uses === undefined ? {} : { uses: step.uses }),
        ...(uses?.comment ? { comment: uses.comment.trim() } : {}),
      };
    }),
  );
  return { file, content, steps };
}

/** The node of a key's value, which has its place and comment. */
function valueOf(node: Node, key: string): Node | undefined {
  if (!isMap(node)) return undefined;
  const value = node.get(key, true) as Node | undefined;
  return isScalar(value) || isSeq(value) ? value : undefined;
}

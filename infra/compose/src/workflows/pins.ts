import type { Finding } from '../check/finding';
import type { Workflow } from './read-workflows';

/** An action at the commit that it is pinned to. */
export interface Pin {
  readonly action: string;
  readonly commit: string;
  /** As the comment says. */
  readonly version: string;
}

const PINNED = /^([\w.-]+\/[\w./-]+)@([0-9a-f]{40})$/;
const VERSION = /^v\d+\.\d+\.\d+$/;
const PINNED_IMAGE = /^[^@\s]+:[^@:\s]+@sha256:[0-9a-f]{64}$/;

/** What is not pinned to what it was when it was looked at: an action by commit and version, a job's container by tag and digest. */
export function checkPins(workflows: readonly Workflow[]): Finding[] {
  return workflows.flatMap(({ file, steps, content }) => [
    ...steps.flatMap(({ line, uses, comment }): Finding[] => {
      // A part of this repository is at this repository's commit.
      if (uses === undefined || uses.startsWith('./')) return [];
      const where = `${file}:${line}`;
      if (!PINNED.test(uses)) {
        return [
          {
            where,
            what: `${uses} is not pinned: whoever can move that tag can run what they want here`,
            remedy: 'Name the full commit, 40 hexadecimal digits, and enter it in .github/workflows/README.md.',
          },
        ];
      }
      if (comment === undefined || !VERSION.test(comment)) {
        return [
          {
            where,
            what: `the commit of ${uses.split('@')[0] ?? uses} is not said to be a version`,
            remedy: 'Put the version behind it: # v1.2.3',
          },
        ];
      }
      return [];
    }),
    ...Object.entries(content.jobs).flatMap(([job, { container }]): Finding[] =>
      container === undefined || PINNED_IMAGE.test(container.image)
        ? []
        : [
            {
              where: file,
              what: `the container of job ${job}, ${container.image}, is not pinned`,
              remedy: 'Name tag and digest: image:tag@sha256:…',
            },
          ],
    ),
  ]);
}

/** The pins of all workflows, each once. */
export function pinsOf(workflows: readonly Workflow[]): Pin[] {
  const pins = workflows.flatMap(({ steps }) =>
    steps.flatMap(({ uses = '', comment = '' }) => {
      const [, action, commit] = PINNED.exec(uses) ?? [];
      return action === undefined || commit === undefined ? [] : [{ action, commit, version: comment }];
    }),
  );
  return [...new Map(pins.map((pin) => [JSON.stringify(pin), pin])).values()];
}

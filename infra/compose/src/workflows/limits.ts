import type { Finding } from '../check/finding';
import type { Workflow } from './read-workflows';

const LONGEST_MINUTES = 120;

/** Workflows that could do more, or take longer, than they need. */
export function checkLimits(workflows: readonly Workflow[]): Finding[] {
  return workflows.flatMap(({ file, content: { on, permissions, concurrency, jobs } }): Finding[] => [
    ...('pull_request_target' in on || 'workflow_run' in on
      ? [
          {
            where: file,
            what: "it runs with the repository's own rights on what a stranger has sent",
            remedy: 'Start it by pull_request.',
          },
        ]
      : []),
    ...(permissions === undefined || Object.keys(permissions).length === 0
      ? [
          {
            where: file,
            what: "it says nothing of permissions, and so has those of the repository's settings",
            remedy: 'Write at the top: permissions: { contents: read }',
          },
        ]
      : Object.entries(permissions)
          .filter(([, right]) => right === 'write')
          .map(([scope]) => ({
            where: file,
            what: `every job of it may write ${scope}`,
            remedy: 'Give that right to the one job that needs it.',
          }))),
    ...(concurrency === undefined
      ? [
          {
            where: file,
            what: 'two runs of it for one branch can go on side by side',
            remedy: 'Give it a concurrency group.',
          },
        ]
      : []),
    ...Object.entries(jobs)
      .filter(([, job]) => (job['timeout-minutes'] ?? Infinity) > LONGEST_MINUTES)
      .map(([name]) => ({
        where: file,
        what: `job ${name} may hang for hours`,
        remedy: `Give it timeout-minutes of at most ${LONGEST_MINUTES}.`,
      })),
  ]);
}

import type { Alert } from './rules';
import type { RunbookDrill } from './runbook-drill';
import { mitigationOf, type Runbook } from './runbooks';

/** Whether a page holds what its drill needs, and an undrilled page nothing that no drill has seen. */
export function problemsOfDrill(runbook: Runbook, alert: Alert): readonly string[] {
  const { drill, blocks } = runbook;
  const nameOf = ({ section, index, code }: Runbook['blocks'][number]) =>
    `${section}: block ${index}, "${code.split('\n')[0] ?? ''}":`;
  if (drill === 'undrilled') {
    return blocks
      .filter(({ expected }) => expected !== undefined)
      .map((block) => `${nameOf(block)} has an output, which no drill has seen`);
  }
  const problems = blocks
    .filter(({ section, expected }) => ['Diagnosis', 'Verification'].includes(section) && expected === undefined)
    .map((block) => `${nameOf(block)} has no output to hold the drill's against`);
  if (!mitigationOf(runbook)) {
    problems.push(
      `drill.mitigation is ${drill.mitigation}, but ${blocks.filter(({ changes }) => changes).length} blocks change something`,
    );
  }
  const channel = channelOf(alert, drill);
  if (drill.channel !== channel)
    problems.push(`drill.channel has to be "${channel}", as alerts/alertmanager.yml routes`);
  if (runbook.last_drilled === 'never') problems.push('last_drilled has to be the date of the last drill');
  return problems;
}

/** What drills/src/alert-routing shows of the routes. */
function channelOf({ alert, labels: { severity, team } }: Alert, { labels }: RunbookDrill): RunbookDrill['channel'] {
  if (alert === 'NotificationsFailing') return labels['receiver_name'] === 'slack-platform' ? 'critical' : 'platform';
  if (severity === undefined) return 'dead-mans-switch';
  if (severity === 'critical') return 'critical';
  return team === 'platform' ? 'platform' : 'warning';
}

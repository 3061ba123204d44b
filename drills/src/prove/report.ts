import { STEPS } from '../drill/events';
import { escapeHtml } from '../slack-receiver/mrkdwn';
import type { Proof, ProvenDrill } from './proof';

const COLUMNS = ['drill', 'passed', 'detect', 'notify', 'resolve', 'whole run'] as const;

const seconds = (value: number | undefined): string => (value === undefined ? '–' : `${value.toFixed(1)} s`);

const cells = (drill: ProvenDrill): readonly string[] => [
  drill.name,
  `${drill.passed} of ${drill.runs}`,
  seconds(drill.detect),
  seconds(drill.notify),
  seconds(drill.resolve),
  seconds(drill.total),
];

const failuresOf = ({ drills }: Proof): readonly string[] =>
  drills.flatMap(({ name, failures }) =>
    failures.map(({ step, part, message }) => `${name}: to mend: ${part}, seen at “${STEPS[step]}”: ${message}`),
  );

const headline = ({ drills }: Proof): string => {
  const passed = drills.filter((drill) => drill.passed === drill.runs).length;
  return `${passed} of ${drills.length} drills passed in all of their runs`;
};

const WHERE: Readonly<Record<Proof['runtime'], string>> = { native: 'natively', compose: 'in containers' };

/** What the columns mean, and under which clock the times are to be read. */
const legend = ({ runtime, speed, startedAt, endedAt, commit }: Proof): readonly string[] => [
  `Commit ${commit}, ${WHERE[runtime]}, from ${startedAt} to ${endedAt}. The alert path's clock went ${speed} times as fast as in production; the times are as they passed, medians of the runs.`,
  'Detect: from the fault until the alert fires. Notify: from there until Slack has the message. Resolve: from the end of the mitigation until the alert is gone.',
];

/** @returns the report as Markdown, a table and the failures in words */
export function toMarkdown(proof: Proof): string {
  const row = (values: readonly string[]) => `| ${values.join(' | ')} |`;
  const failures = failuresOf(proof);
  return [
    '# Proof',
    '',
    `**${headline(proof)}.**`,
    '',
    ...legend(proof).flatMap((line) => [line, '']),
    row(COLUMNS),
    row(COLUMNS.map(() => '---')),
    ...proof.drills.map((drill) => row(cells(drill))),
    '',
    ...(failures.length === 0
      ? []
      : ['## Failed', '', ...failures.map((line) => `- ${line.replaceAll('\n', ' ')}`), '']),
    ...(proof.undrilled.length === 0
      ? []
      : [
          '## Alerts without a drill',
          '',
          ...proof.undrilled.map(({ alert, reason }) => `- ${alert}: ${reason.replaceAll('\n', ' ')}`),
          '',
        ]),
  ].join('\n');
}

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1d1c1d}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:6px 10px;border-bottom:1px solid #ddd}
td:not(:first-child){font-variant-numeric:tabular-nums}.passed td:nth-child(2){color:#1a7f37}.failed td:nth-child(2){color:#a30200;font-weight:700}`;

/** @returns the report as one HTML page that needs nothing else */
export function toHtml(proof: Proof): string {
  const items = (lines: readonly string[]) =>
    `<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`;
  const failures = failuresOf(proof);
  const rows = proof.drills.map((drill) => {
    const columns = cells(drill).map((cell) => `<td>${escapeHtml(cell)}</td>`);
    return `<tr class="${drill.passed === drill.runs ? 'passed' : 'failed'}">${columns.join('')}</tr>`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Proof: ${escapeHtml(headline(proof))}</title><style>${STYLE}</style></head>
<body><h1>Proof</h1><p><b>${escapeHtml(headline(proof))}.</b></p>
${legend(proof)
  .map((line) => `<p>${escapeHtml(line)}</p>`)
  .join('\n')}
<table><thead><tr>${COLUMNS.map((column) => `<th>${column}</th>`).join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
${failures.length === 0 ? '' : `<h2>Failed</h2>${items(failures)}`}
${proof.undrilled.length === 0 ? '' : `<h2>Alerts without a drill</h2>${items(proof.undrilled.map(({ alert, reason }) => `${alert}: ${reason}`))}`}
</body></html>
`;
}

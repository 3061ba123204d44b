import type { Runtime, SmokeResult } from './smoke-check';

/** What is written down of a run. */
export interface SmokeReport {
  readonly at: string;
  readonly runtime: Runtime;
  readonly results: readonly SmokeResult[];
  /** Names of files beside the report. */
  readonly pictures: readonly string[];
}

/** A report as a page to read: what failed stands in full below the table. */
export function renderReport({ at, runtime, results, pictures }: SmokeReport): string {
  const failed = results.filter(({ outcome }) => outcome === 'failed');
  return [
    `# Smoke checks of the ${runtime} platform, ${at}`,
    '',
    failed.length === 0 ? `All ${results.length} passed.` : `${failed.length} of ${results.length} failed.`,
    '',
    '| check | what holds | outcome | seen | seconds |',
    '| --- | --- | --- | --- | --- |',
    ...results.map(({ check, title, outcome, detail, seconds }) => {
      const seen = outcome === 'passed' ? detail : 'see below';
      return `| ${check} | ${title} | ${outcome} | ${seen} | ${seconds.toFixed(1)} |`;
    }),
    ...failed.flatMap(({ check, detail }) => ['', `## ${check}`, '', ...detail.split('\n').map((line) => `- ${line}`)]),
    ...pictures.flatMap((file) => ['', `![${file}](${file})`]),
    '',
  ].join('\n');
}

/** A result as lines for a terminal. */
export function resultLines({ check, outcome, detail, seconds }: SmokeResult): string[] {
  const mark = outcome === 'passed' ? 'ok  ' : 'FAIL';
  const [first = '', ...more] = detail.split('\n');
  return [
    `${mark} ${check.padEnd(14)} ${seconds.toFixed(1).padStart(6)} s  ${first}`,
    ...more.map((line) => `${' '.repeat(30)}${line}`),
  ];
}

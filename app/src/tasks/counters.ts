import { counter } from '@firewatch/telemetry';
import type { SummaryAnswer } from './summary';

const TASK_CHANGES = ['created', 'updated', 'completed', 'assigned', 'deleted'] as const;
const SUMMARY_SOURCES: readonly SummaryAnswer['source'][] = ['cache', 'database'];

/** The series of changes and summaries are there, at 0, before the first of them, so that a rate over them sees it. */
export function showTaskCounters(): void {
  for (const change of TASK_CHANGES) counter('task_changes_total').inc({ change }, 0);
  for (const source of SUMMARY_SOURCES) counter('summary_reads_total').inc({ source }, 0);
}

export const countTaskChange = (change: (typeof TASK_CHANGES)[number]): void =>
  counter('task_changes_total').inc({ change });

export const countSummaryRead = (source: SummaryAnswer['source']): void =>
  counter('summary_reads_total').inc({ source });

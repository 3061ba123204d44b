import type { StepId } from '../../../src/drill/events';
import type { Mark } from '../chart/marks';
import type { RunModel } from './run-model';

const MARKED: Partial<Record<StepId, Omit<Mark, 'at'>>> = {
  inject: { label: 'injected', color: 'var(--text)' },
  pending: { label: 'pending', color: 'var(--warning)' },
  firing: { label: 'firing', color: 'var(--critical)' },
  mitigation: { label: 'mitigated', color: 'var(--note)' },
  resolved: { label: 'resolved', color: 'var(--good)' },
};

/** The moments of a run that its graph shows: the ends of the steps that passed. */
export const marksOf = ({ steps }: Pick<RunModel, 'steps'>): readonly Mark[] =>
  steps.flatMap(({ id, state, endedAt }) => {
    const mark = MARKED[id];
    return mark && state === 'passed' && endedAt !== undefined ? [{ ...mark, at: Date.parse(endedAt) / 1000 }] : [];
  });

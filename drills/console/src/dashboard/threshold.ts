import type { ThresholdStep } from './dashboard';

const COLORS: Readonly<Record<string, string>> = {
  green: 'var(--good)',
  orange: 'var(--warning)',
  yellow: 'var(--warning)',
  red: 'var(--critical)',
};

/** @returns the CSS colour of the highest step that the value reaches; that of text without steps */
export function thresholdColor(steps: readonly ThresholdStep[] | undefined, value: number): string {
  const reached = steps?.findLast(({ value: from }) => from === null || value >= from);
  return (reached && COLORS[reached.color]) ?? 'var(--text)';
}

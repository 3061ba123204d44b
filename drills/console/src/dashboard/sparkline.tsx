import { outlineOf } from './outline';

interface SparklineProps {
  readonly values: readonly (number | null)[];
  /** A CSS colour. */
  readonly color: string;
}

/** How a value came about, without axes. */
export function Sparkline({ values, color }: SparklineProps) {
  return (
    <svg className="sparkline" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" style={{ color }}>
      {outlineOf(values).map((points) => (
        <polyline key={points} points={points} fill="none" stroke="currentColor" vectorEffect="non-scaling-stroke" />
      ))}
    </svg>
  );
}

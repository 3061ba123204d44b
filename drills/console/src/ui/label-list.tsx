import type { Labels } from '../../../src/console/api';
import './label-list.css';

interface LabelListProps {
  readonly labels: Labels;
  /** Names of labels that are shown elsewhere. */
  readonly without?: readonly string[];
}

/** Labels as `name=value`, by name. */
export function LabelList({ labels, without = [] }: LabelListProps) {
  const shown = Object.entries(labels)
    .filter(([name]) => !without.includes(name))
    .sort(([a], [b]) => a.localeCompare(b));
  if (shown.length === 0) return null;
  return (
    <ul className="label-list" aria-label="Labels">
      {shown.map(([name, value]) => (
        <li key={name}>
          <span className="soft">{name}=</span>
          {value}
        </li>
      ))}
    </ul>
  );
}

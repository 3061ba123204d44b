import type { ReactNode } from 'react';
import './chip.css';

/** What a colour means here; the words have to say it too. */
export type Tone = 'critical' | 'warning' | 'good' | 'note' | 'plain';

interface ChipProps {
  readonly tone: Tone;
  readonly title?: string;
  readonly children: ReactNode;
}

export function Chip({ tone, title, children }: ChipProps) {
  return (
    <span className={`chip chip-${tone}`} title={title}>
      {children}
    </span>
  );
}

import { useState } from 'react';

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for who does not see it: `the command`. */
  readonly what: string;
}

const SAID = { ready: 'Copy', done: 'Copied', failed: 'Select and copy it by hand' } as const;

export function CopyButton({ text, what }: CopyButtonProps) {
  const [state, setState] = useState<keyof typeof SAID>('ready');
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setState('done'),
      () => setState('failed'),
    );
  };
  return (
    <button type="button" onClick={copy} onBlur={() => setState('ready')}>
      <span aria-live="polite">{SAID[state]}</span>
      <span className="said"> {what}</span>
    </button>
  );
}

import type { Problem } from '../../../src/console/api';
import './problem-notice.css';

interface ProblemNoticeProps {
  readonly problem: Problem;
  /** What it means for what is shown: `What is shown is of 03:12:05 UTC`. */
  readonly consequence?: string | undefined;
}

/** A problem document in words; its commands stand out. */
export function ProblemNotice({ problem: { title, detail, code }, consequence }: ProblemNoticeProps) {
  return (
    <div className="problem-notice" role="alert" data-code={code}>
      <strong>{title}</strong>
      <p>
        {detail.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}
        {consequence !== undefined && ` ${consequence}`}
      </p>
    </div>
  );
}

import type { RunSummary } from '../../../src/console/api';
import { STEPS } from '../../../src/drill/events';

interface FailureNoticeProps {
  readonly failure: NonNullable<RunSummary['failure']>;
  /** Somebody ended it: nothing is to blame. */
  readonly isAborted: boolean;
}

/** Where a run failed, and what is to blame. */
export function FailureNotice({ failure, isAborted }: FailureNoticeProps) {
  const { step, part, message } = failure;
  return (
    <div className="problem-notice" role="alert">
      <strong>
        {isAborted ? `Aborted at “${STEPS[step]}”` : `Failed at “${STEPS[step]}”: the ${part} is to blame`}
      </strong>
      <p className="failure-message">{message}</p>
    </div>
  );
}

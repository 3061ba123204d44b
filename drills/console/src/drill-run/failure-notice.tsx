import type { RunSummary } from '../../../src/console/api';
import { STEPS } from '../../../src/drill/events';

/** What is to blame for a run that failed. */
export function FailureNotice({ failure }: { readonly failure: NonNullable<RunSummary['failure']> }) {
  const { step, part, message } = failure;
  return (
    <div className="problem-notice" role="alert">
      <strong>
        Failed at “{STEPS[step]}”: the {part} is to blame
      </strong>
      <p className="failure-message">{message}</p>
    </div>
  );
}

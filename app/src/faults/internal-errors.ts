import { failingShare, type FailingShare } from './failing-share';

/** The fault `internal-errors`: a share of what other services ask of this one fails as by a defect of the handler. */
export function internalErrors(): FailingShare {
  return failingShare(
    'internal-errors',
    () => new Error('this request was chosen to fail by the fault internal-errors'),
  );
}

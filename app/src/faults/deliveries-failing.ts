import { AppError } from '../errors';
import { failingShare, type FailingShare } from './failing-share';

/** The fault `deliveries-failing`: a share of the deliveries of notifications fails, as when something is away for a moment. */
export function deliveriesFailing(): FailingShare {
  const message = 'this delivery was chosen to fail by the fault deliveries-failing';
  return failingShare('deliveries-failing', () => new AppError('internal_error', message, { retriable: true }));
}

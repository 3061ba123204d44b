import { failingShare, type FailingShare } from './failing-share';

/** The fault `http-errors`: a share of requests fails as by a defect of their handler. */
export function httpErrors(): FailingShare {
  return failingShare('http-errors', () => new Error('this request was chosen to fail by the fault http-errors'));
}

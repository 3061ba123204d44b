import { failingShare, type FailingShare } from './failing-share';

/** A share of requests fails as by a defect of their handler: users' (`http-errors`), or those of other services (`internal-errors`). */
export function failingRequests(name: 'http-errors' | 'internal-errors'): FailingShare {
  return failingShare(name, () => new Error(`this request was chosen to fail by the fault ${name}`));
}

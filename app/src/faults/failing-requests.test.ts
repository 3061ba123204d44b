import { AppError } from '../errors';
import { failingRequests } from './failing-requests';

test.each(['http-errors', 'internal-errors'] as const)(
  'a request that fails by %s does so as by a defect, which no code explains',
  (name) => {
    const { fault, failSome } = failingRequests(name);
    expect(fault.name).toBe(name);
    fault.setting.parse({ ratio: 1, seconds: 60 }).inject();
    let thrown: unknown;
    try {
      failSome();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toEqual(new Error(`this request was chosen to fail by the fault ${name}`));
    expect(thrown).not.toBeInstanceOf(AppError);
  },
);

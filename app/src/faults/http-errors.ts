import { z } from 'zod';
import { seconds, type Fault } from './fault';

/** What is as good as one: ten times 0.1, added up, falls a little short of it. */
const ONE = 1 - 1e-9;

export interface HttpErrors {
  readonly fault: Fault;
  /** Call it once a request. Throws, as a defect of a handler would, for the share of calls that is to fail. */
  failSome: () => void;
}

/** The fault `http-errors`: a share of requests fails, spread evenly: a ratio of 0.5 fails every second request. */
export function httpErrors(): HttpErrors {
  let ratio = 0;
  let due = 0;
  const setting = z
    .strictObject({ ratio: z.number().min(0).max(1), seconds })
    .transform(({ seconds: duration, ...parameters }) => ({
      seconds: duration,
      parameters,
      inject() {
        ratio = parameters.ratio;
        due = 0;
        return () => (ratio = 0);
      },
    }));

  return {
    fault: { name: 'http-errors', setting },
    failSome() {
      if (ratio === 0) return;
      due += ratio;
      if (due < ONE) return;
      due -= 1;
      throw new Error('this request was chosen to fail by the fault http-errors');
    },
  };
}

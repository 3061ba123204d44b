import { z } from 'zod';
import { seconds, type Fault } from './fault';

/** What is as good as one: ten times 0.1, added up, falls a little short of it. */
const ONE = 1 - 1e-9;

export interface FailingShare {
  readonly fault: Fault;
  /** Call it once a thing. Throws for the share of calls that is to fail. */
  readonly failSome: () => void;
}

/**
 * A fault of that name by which a share of something fails, spread evenly: a ratio of 0.5 fails every second one.
 * @param failure what is thrown for one that fails
 */
export function failingShare(name: string, failure: () => Error): FailingShare {
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
    fault: { name, setting },
    failSome() {
      if (ratio === 0) return;
      due += ratio;
      if (due < ONE) return;
      due -= 1;
      throw failure();
    },
  };
}

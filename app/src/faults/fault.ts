import { z } from 'zod';

/** Takes an injected fault back. */
export type Withdraw = () => void;

/** How a fault is to be injected, read from a request. */
export interface FaultSetting {
  /** After this many seconds the fault withdraws itself. */
  readonly seconds: number;
  /** The fault's own parameters, as they were given. */
  readonly parameters: Readonly<Record<string, unknown>>;
  inject(): Withdraw;
}

/** Something that can be made to go wrong in this process. */
export interface Fault {
  readonly name: string;
  /** Reads the parameters of the fault and `seconds`; refuses anything else. */
  readonly setting: z.ZodType<FaultSetting>;
}

/** The parameter that every fault has. */
export const seconds = z.number().int().min(1).max(3_600);

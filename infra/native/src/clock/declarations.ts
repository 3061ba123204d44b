import { z } from 'zod';
import { readAlertFile, type AlertFolder } from '../components/alert-files';
import { ClockError } from './clock-error';
import { parseYaml } from './parse-yaml';

const numbers = z.array(z.number()).min(1);
const reason = z.string().trim().min(1);

const declaration = z.union([
  z.strictObject({ speed: z.literal(1), reason }),
  z
    .strictObject({
      seconds: numbers.optional(),
      counts: numbers.optional(),
      keep: numbers.optional(),
      reason: reason.optional(),
    })
    .refine((given) => given.seconds ?? given.counts ?? given.keep, 'needs seconds, counts, keep or speed')
    .refine((given) => given.keep === undefined || given.reason !== undefined, 'keep needs a reason'),
]);

/** What the clock has to know of one rule. */
export interface Declaration {
  /** 1: the rule keeps production's time. */
  readonly speed?: 1;
  /** Numbers of its expression that are seconds of waiting, and are divided. */
  readonly seconds?: readonly number[];
  /** Numbers that something is counted up to in a window, and are divided with the window. */
  readonly counts?: readonly number[];
  /** Numbers that look like either and are not. */
  readonly keep?: readonly number[];
  /** Why, for `speed` and `keep`. */
  readonly reason?: string;
}

/** By the name of the alert, or of what a recording rule records. */
export type Declarations = Readonly<Record<string, Declaration>>;

const FILE = 'clock.yml';

/**
 * The declarations of a folder of alerts, which may have none, and how their file is to be named to people. Throws ClockError that names
 * the alert and what is wrong.
 */
export function readDeclarations(folder: AlertFolder): { readonly file: string; readonly declarations: Declarations } {
  const { shown, text } = readAlertFile(folder, FILE) ?? { shown: FILE, text: '' };
  return { file: shown, declarations: parseDeclarations(shown, text) };
}

/** Reads what stands in `alerts/clock.yml`. Throws ClockError that names the alert and what is wrong. */
export function parseDeclarations(file: string, text: string): Declarations {
  const content = parseYaml(file, text) ?? {};
  const result = z.record(z.string(), z.unknown()).safeParse(content);
  if (!result.success) throw new ClockError('rule', `${file}: has to be a map of alerts`);
  return Object.fromEntries(
    Object.entries(result.data).map(([alert, raw]): [string, Declaration] => {
      const parsed = declaration.safeParse(raw);
      if (!parsed.success) throw new ClockError('rule', `${file}: ${alert}: ${z.prettifyError(parsed.error)}`);
      return [alert, parsed.data];
    }),
  );
}

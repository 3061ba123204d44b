import { SLACK_CHANNELS, type SlackChannel } from '@firewatch/native';
import { z } from 'zod';
import { parseAs } from './catalogue-error';

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'has to be in kebab-case');
const topic = z.string().regex(/^[a-z][a-z0-9.-]*$/, 'has to be the name of a topic');
const table = z.string().regex(/^[a-z_]+$/, 'has to be the name of a table');
const service = z.enum(['task-service', 'consumer']);
const sidecar = z.enum(['task-service-daprd', 'consumer-daprd']);
/** The channels of severities: an alert of that severity goes there. */
const severityChannel = z.enum(['critical', 'warning'] satisfies SlackChannel[]);
const ratio = z.number().gt(0).max(1);

/** What is done to the platform, as data. How it is done and taken back is the business of drills/src/faults. */
const faults = [
  z.strictObject({ name: z.literal('process-killed'), process: z.union([name, z.array(name).min(2)]) }),
  z.strictObject({ name: z.literal('http-errors'), ratio }),
  z.strictObject({ name: z.literal('internal-errors'), ratio }),
  z.strictObject({ name: z.literal('consumer-paused'), group: name }),
  z.strictObject({ name: z.literal('record-unfinished'), group: name }),
  z.strictObject({ name: z.literal('sidecar-without-component'), process: sidecar, without: z.literal('redis') }),
  z.strictObject({ name: z.literal('topic-refuses-records'), topic }),
  z.strictObject({ name: z.literal('deliveries-failing'), ratio }),
  z.strictObject({ name: z.literal('poisoned-record'), topic }),
  z.strictObject({ name: z.literal('redis-slow'), milliseconds: z.int().min(50).max(400) }),
  z.strictObject({ name: z.literal('issuer-expiring'), days: z.int().min(2).max(29) }),
  z.strictObject({ name: z.literal('process-suspended'), process: service }),
  z.strictObject({ name: z.literal('process-crashing'), process: service }),
  z.strictObject({ name: z.literal('registry-lost') }),
  z.strictObject({ name: z.literal('data-set-apart') }),
  z.strictObject({ name: z.literal('relay-lock-held') }),
  z.strictObject({ name: z.literal('slack-channel-failing'), channel: severityChannel }),
  z.strictObject({ name: z.literal('logs-read-only') }),
  z.strictObject({ name: z.literal('table-locked'), table, milliseconds: z.int().min(400).max(2_000) }),
] as const;

const fault = z.discriminatedUnion('name', faults, {
  error: `has to be one of ${faults.map(({ shape }) => shape.name.value).join(', ')}`,
});

const UNITS = { s: 1, m: 60, h: 3600 } as const;

const duration = z
  .string()
  .regex(/^(?:\d+h)?(?:\d+m)?(?:\d+s)?$/, 'has to be a duration like 90s, 2m or 1h30m')
  .transform((text) =>
    [...text.matchAll(/(\d+)([smh])/g)].reduce(
      (sum, [, count, unit]) => sum + Number(count) * UNITS[unit as keyof typeof UNITS],
      0,
    ),
  )
  .pipe(z.number().positive('has to be a duration like 90s, 2m or 1h30m'));

const drill = z.strictObject(
  {
    fault,
    /** Labels of the alert that has to fire, besides its name. */
    labels: z.record(z.string(), z.string()),
    /** The Slack channel that hears of it. */
    channel: z.enum(SLACK_CHANNELS),
    /** Seconds of production time from the fault to firing, at most. Written as a duration. */
    detect_within: duration,
    /** Which `sh changes` block of Mitigation mends it, counted from 1. */
    mitigation: z.int().positive(),
    /** Requests a second while it is drilled. */
    traffic: z.number().positive().max(500),
    /** Links of the message whose page cannot be filled while the fault lasts, because it shows what is broken. */
    unavailable_links: z
      .array(z.enum(['Traces', 'Logs']))
      .min(1)
      .optional(),
    /** Why it cannot be drilled in containers. Absent: it can. */
    native_only: z.string().min(1).optional(),
  },
  { error: ({ code }) => (code === 'invalid_type' ? 'has to be undrilled, or what the drill is' : undefined) },
);

/** The drill of a page's alert. */
export type RunbookDrill = z.output<typeof drill>;
export type Fault = RunbookDrill['fault'];

/** @param where the file. Throws CatalogueError that names the field. */
export function parseDrill(value: unknown, where: string): 'undrilled' | RunbookDrill {
  return value === 'undrilled' ? value : parseAs(drill, value, `${where}: drill`);
}

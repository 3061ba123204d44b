import type { DrillEvent } from '@firewatch/drills';
import { expectAsBefore, processesBefore } from './platform/after-drill';
import { endOf, runDrillCommand, type DrillCommand } from './platform/drill';
import { checkDrill, lastMessageId } from './platform/drill-checks';
import { waitUntilAllReady } from './platform/processes';

/** One that users feel. `console-drill` runs that of KafkaBrokerDown, from the console; `make prove` runs all. */
const DRILLS = [['ApiHighErrorRate', 'critical']] as const;
const DRILLS_MS = 1_200_000;

let before: string[];
let messagesBefore: number;
let command: DrillCommand;
beforeAll(async () => {
  await waitUntilAllReady();
  before = await processesBefore();
  messagesBefore = await lastMessageId();
  command = await runDrillCommand([...DRILLS.map(([alert]) => alert), 'quiet']);
}, DRILLS_MS);

/** What one of the drills told. */
function eventsOf(drill: string): readonly DrillEvent[] {
  const start = command.events.findIndex((event) => event.kind === 'run-started' && event.drill === drill);
  if (start === -1) throw new Error(`${drill} was not run: ${JSON.stringify(command.events.at(-1))} ${command.stderr}`);
  const events = command.events.slice(start);
  return events.slice(0, events.findIndex(({ kind }) => kind === 'run-ended') + 1);
}

for (const [alert, channel] of DRILLS) checkDrill(alert, channel, () => ({ events: eventsOf(alert), messagesBefore }));

it('a quiet platform under normal load raises no alert', () => {
  expect(endOf(eventsOf('quiet'))).toMatchObject({ outcome: 'passed' });
});

it('all passed, and left the platform as it was', async () => {
  expect({ code: command.code, stderr: command.stderr }).toEqual({ code: 0, stderr: '' });
  await expectAsBefore(before);
});

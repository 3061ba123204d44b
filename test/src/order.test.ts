import { findings } from './faults/tally';
import { underLoad } from './faults/under-load';
import { eventually } from './platform/eventually';
import { exposedSum } from './platform/exposition';
import { OwnProcess } from './platform/own-process';
import { supervisor, waitUntilAllReady } from './platform/processes';

const TIMEOUT = 300_000;
const READY_MS = 90_000;
const GROUPS = 2;

beforeAll(() => waitUntilAllReady());

it(
  'the changes of each task keep their order while one broker after the other is restarted',
  async () => {
    const { verdict } = await underLoad(async (load) => {
      for (const broker of ['kafka-1', 'kafka-2', 'kafka-3']) {
        await load.acknowledgedMore(20);
        await supervisor.restart(broker);
        await supervisor.waitUntilReady(broker, READY_MS);
      }
      await load.acknowledgedMore(20);
    });
    expect(findings({ verdict })).toEqual([]);
  },
  TIMEOUT,
);

it(
  'they take effect in their order while a second consumer joins the groups and leaves them',
  async () => {
    const rebalances = await exposedSum('consumer', 'kafka_consumer_rebalances_total');
    const { verdict } = await underLoad(async (load) => {
      await load.acknowledgedMore(20);
      const second = await OwnProcess.start('consumer');
      try {
        await eventually(
          async () => {
            expect(await exposedSum(second, 'messaging_process_duration_seconds_count')).toBeGreaterThan(0);
          },
          { timeout: READY_MS },
        );
        await load.acknowledgedMore(20);
      } finally {
        await second.stop();
      }
      await load.acknowledgedMore(20);
    });
    expect(findings({ verdict })).toEqual([]);
    await eventually(async () => {
      // Each group at the coming and at the going.
      const now = await exposedSum('consumer', 'kafka_consumer_rebalances_total');
      expect(now).toBeGreaterThanOrEqual(rebalances + 2 * GROUPS);
    });
  },
  TIMEOUT,
);

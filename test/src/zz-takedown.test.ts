import { createServer } from 'node:net';
import { firewatch, mustSucceed, platform } from './platform/command';
import { Database } from './platform/database';
import { Journal } from './platform/journal';
import { familyOf, listeners, processTable, survivors, type OsProcess } from './platform/operating-system';
import { runningProcesses, supervisor, waitUntilAllReady } from './platform/processes';
import { settings } from './platform/settings';
import { SIGNAL_MATRIX } from './signal-matrix';

const MINUTE = 60_000;

/** The supervisor: the parent of what it runs. */
async function supervisorProcess(): Promise<OsProcess> {
  const { pid } = await supervisor.state('task-service');
  const table = processTable();
  const child = table.find((process) => process.pid === pid);
  const parent = table.find((process) => process.pid === child?.parent);
  if (parent === undefined) throw new Error('the task service has no parent');
  return parent;
}

async function bringUp(): Promise<void> {
  await mustSucceed(platform(['up']));
  await waitUntilAllReady();
  await mustSucceed(firewatch('traffic', 'start', '--rate', '4'));
}

async function expectWhole(journal: Journal): Promise<void> {
  expect((await runningProcesses()).sort()).toEqual(Object.keys(SIGNAL_MATRIX).sort());
  await journal.create('After the return');
  const database = await Database.open();
  try {
    await journal.expectNothingMissing(database);
  } finally {
    await database.close();
  }
}

const ownPorts = (): number[] => Object.values(settings().ports);

describe('down', () => {
  let journal: Journal;
  let before: OsProcess[];
  beforeAll(async () => {
    await waitUntilAllReady();
    journal = await Journal.open();
    await journal.liveThrough();
    before = familyOf((await supervisorProcess()).pid);
  }, 2 * MINUTE);
  afterAll(async () => {
    if (!(await supervisor.isUp())) await bringUp();
    await journal.cleanUp();
  }, 3 * MINUTE);

  it(
    'leaves no process and frees every port',
    async () => {
      expect(before.length).toBeGreaterThanOrEqual(Object.keys(SIGNAL_MATRIX).length);
      await mustSucceed(platform(['down']));
      expect(survivors(before).map(({ command }) => command)).toEqual([]);
      const listening = new Set(listeners().map(({ port }) => port));
      expect(ownPorts().filter((port) => listening.has(port))).toEqual([]);
    },
    2 * MINUTE,
  );

  it('is harmless when nothing runs, and status then says so', async () => {
    await mustSucceed(platform(['down']));
    const { code, stdout, stderr } = await platform(['status']);
    expect(code).not.toBe(0);
    expect(stdout + stderr).toMatch(/not running/i);
  });

  it('leaves the ports to others: an up that finds one taken says so, and starts nothing', async () => {
    const { jaegerUi } = settings().ports;
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(jaegerUi, '127.0.0.1', resolve));
    try {
      const { code, stderr } = await platform(['up']);
      expect(code).not.toBe(0);
      for (const named of ['jaeger', String(jaegerUi), String(process.pid)]) expect(stderr).toContain(named);
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(await supervisor.isUp()).toBe(false);
    } finally {
      await new Promise((resolve) => squatter.close(resolve));
    }
  }, 60_000);

  it(
    'loses nothing: the next up has the data, and events that were under way arrive',
    async () => {
      await bringUp();
      await expectWhole(journal);
    },
    4 * MINUTE,
  );
});

describe('kill -9 of the supervisor', () => {
  let journal: Journal;
  beforeAll(async () => {
    if (!(await supervisor.isUp())) await bringUp();
    journal = await Journal.open();
    await journal.liveThrough();
  }, 3 * MINUTE);
  afterAll(async () => {
    if (!(await supervisor.isUp())) await bringUp();
    await journal.cleanUp();
  }, 3 * MINUTE);

  it(
    'leaves nothing that the next up cannot take over from',
    async () => {
      const { pid } = await supervisorProcess();
      const before = familyOf(pid);
      process.kill(pid, 'SIGKILL');
      await bringUp();
      expect(survivors(before).map(({ command }) => command)).toEqual([]);
      await expectWhole(journal);
    },
    4 * MINUTE,
  );
});

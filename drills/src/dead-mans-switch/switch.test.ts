import { DeadMansSwitch, type SwitchEvent } from './switch';

let now = 0;
let told: [SwitchEvent, number][] = [];
let failing = false;
beforeEach(() => {
  now = 1_000;
  told = [];
  failing = false;
});

function makeSwitch(): DeadMansSwitch {
  const tell = (event: SwitchEvent, silentMs: number): Promise<void> => {
    told.push([event, silentMs]);
    return failing ? Promise.reject(new Error('Slack is away')) : Promise.resolve();
  };
  return new DeadMansSwitch({ silenceMs: 180_000, now: () => now, tell });
}

async function checkAt(watch: DeadMansSwitch, milliseconds: number): Promise<void> {
  now = milliseconds;
  await watch.check();
}

test('says nothing while heartbeats come', async () => {
  const watch = makeSwitch();
  for (let beat = 60_000; beat <= 600_000; beat += 60_000) {
    await checkAt(watch, beat);
    watch.beat();
  }
  await checkAt(watch, 600_000 + 179_999);
  expect(told).toEqual([]);
});

test('tells once that they stopped, and once that they are back', async () => {
  const watch = makeSwitch();
  now = 10_000;
  watch.beat();
  await checkAt(watch, 189_999);
  expect(told).toEqual([]);
  await checkAt(watch, 190_000);
  await checkAt(watch, 900_000);
  expect(told).toEqual([['silent', 180_000]]);
  expect(watch.state()).toBe('silent');
  watch.beat();
  await checkAt(watch, 901_000);
  await checkAt(watch, 902_000);
  expect(told).toEqual([
    ['silent', 180_000],
    ['back', 890_000],
  ]);
  expect(watch.state()).toBe('back');
});

test('counts the silence from the start', async () => {
  const watch = makeSwitch();
  await checkAt(watch, 180_999);
  expect(told).toEqual([]);
  await checkAt(watch, 181_000);
  expect(told).toEqual([['silent', 180_000]]);
});

test('tries again when nobody could be told', async () => {
  const watch = makeSwitch();
  failing = true;
  await checkAt(watch, 200_000);
  failing = false;
  await checkAt(watch, 201_000);
  await checkAt(watch, 202_000);
  expect(told.map(([event]) => event)).toEqual(['silent', 'silent']);
});

test('does not tell of the return from a silence that nobody heard of', async () => {
  const watch = makeSwitch();
  failing = true;
  await checkAt(watch, 200_000);
  failing = false;
  watch.beat();
  await checkAt(watch, 201_000);
  expect(told).toHaveLength(1);
});

test('tells once although telling takes long', async () => {
  let finish = (): void => undefined;
  let calls = 0;
  const tell = (): Promise<void> => {
    calls += 1;
    return new Promise((resolve) => (finish = resolve));
  };
  const watch = new DeadMansSwitch({ silenceMs: 10, now: () => now, tell });
  now += 10;
  const first = watch.check();
  await watch.check();
  finish();
  await first;
  await watch.check();
  expect(calls).toBe(1);
});

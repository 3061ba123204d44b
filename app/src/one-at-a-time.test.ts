import { oneAtATime } from './one-at-a-time';

function gate() {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return { wait: () => promise, open: () => resolve(undefined) };
}

test('work of one key runs in order, work of another at once', async () => {
  const inTurn = oneAtATime();
  const first = gate();
  const done: string[] = [];
  const a1 = inTurn('a', async () => {
    await first.wait();
    done.push('a1');
  });
  const a2 = inTurn('a', () => Promise.resolve(done.push('a2')));
  await inTurn('b', () => Promise.resolve(done.push('b1')));
  expect(done).toEqual(['b1']);
  first.open();
  await Promise.all([a1, a2]);
  expect(done).toEqual(['b1', 'a1', 'a2']);
});

test('a failure is seen by its own caller only', async () => {
  const inTurn = oneAtATime();
  const failing = inTurn('a', () => Promise.reject(new Error('mine')));
  const next = inTurn('a', () => Promise.resolve('fine'));
  await expect(failing).rejects.toThrow('mine');
  await expect(next).resolves.toBe('fine');
});

import { drawOperation, fitToTasks, MAX_TASKS_PER_USER, MIX, type Operation } from './mix';
import { seededRandom } from './random';

describe('drawOperation', () => {
  const draws = 100_000;
  const counts = new Map<Operation, number>();
  const random = seededRandom(2_024);
  for (let i = 0; i < draws; i += 1) {
    const operation = drawOperation(random);
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
  }
  const total = Object.values(MIX).reduce((sum, weight) => sum + weight, 0);

  it.each(Object.entries(MIX) as [Operation, number][])('draws %s with its weight of %d', (operation, weight) => {
    const share = (counts.get(operation) ?? 0) / draws;
    expect(Math.abs(share - weight / total)).toBeLessThan(0.006);
    expect(share).toBeGreaterThan(0);
  });

  it('keeps mistakes a small share, but makes them', () => {
    const mistakes = MIX.get_missing + MIX.create_invalid + MIX.login_refused;
    expect(mistakes / total).toBeGreaterThan(0.01);
    expect(mistakes / total).toBeLessThan(0.05);
  });

  it('draws something for the ends of the range', () => {
    expect(drawOperation(() => 0)).toBe('list');
    expect(drawOperation(() => 1 - Number.EPSILON)).toBe('login_refused');
  });
});

describe('fitToTasks', () => {
  it.each<[Operation, number, number, Operation]>([
    ['get', 0, 0, 'create'],
    ['update', 0, 0, 'create'],
    ['delete', 0, 0, 'create'],
    ['complete', 0, 0, 'create'],
    ['complete', 5, 0, 'create'],
    ['assign', 5, 0, 'create'],
    ['complete', MAX_TASKS_PER_USER, 0, 'delete'],
    ['create', MAX_TASKS_PER_USER - 1, 3, 'create'],
    ['create', MAX_TASKS_PER_USER, 3, 'delete'],
    ['get', 1, 0, 'get'],
    ['complete', 1, 1, 'complete'],
    ['assign', 1, 1, 'assign'],
    ['list', 0, 0, 'list'],
    ['get_missing', 0, 0, 'get_missing'],
  ])('%s with %d tasks, %d open, becomes %s', (drawn, all, open, expected) => {
    expect(fitToTasks(drawn, { all, open })).toBe(expected);
  });

  it('keeps the number of tasks of a user bounded over any number of draws', () => {
    const random = seededRandom(99);
    let all = 0;
    let open = 0;
    let most = 0;
    for (let i = 0; i < 50_000; i += 1) {
      const operation = fitToTasks(drawOperation(random), { all, open });
      if (operation === 'create') [all, open] = [all + 1, open + 1];
      if (operation === 'complete') open -= 1;
      if (operation === 'delete') [all, open] = [all - 1, Math.min(open, all - 1)];
      most = Math.max(most, all);
    }
    expect(most).toBe(MAX_TASKS_PER_USER);
    expect(all).toBeGreaterThanOrEqual(0);
  });
});

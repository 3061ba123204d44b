import { failingShare } from './failing-share';

const share = () => failingShare('some-fail', () => new Error('chosen'));

/** Which of `count` calls fail at that ratio: `x` failed, `.` passed. */
function failures(ratio: number, count: number): string {
  const { fault, failSome } = share();
  fault.setting.parse({ ratio, seconds: 60 }).inject();
  return Array.from({ length: count }, () => {
    try {
      failSome();
      return '.';
    } catch {
      return 'x';
    }
  }).join('');
}

test.each([
  [0, '........'],
  [0.25, '...x...x'],
  [0.5, '.x.x.x.x'],
  [0.75, '.xxx.xxx'],
  [1, 'xxxxxxxx'],
])('a ratio of %d fails calls as evenly as can be: %s', (ratio, expected) => {
  expect(failures(ratio, expected.length)).toBe(expected);
});

test.each([0.1, 0.3, 0.05, 1 / 3])('over many calls the ratio %d is met', (ratio) => {
  const failed = failures(ratio, 6_000).split('x').length - 1;
  expect(Math.abs(failed - ratio * 6_000)).toBeLessThanOrEqual(1);
});

test('nothing fails before it is injected, nor after it is withdrawn', () => {
  const { fault, failSome } = share();
  expect(failSome).not.toThrow();
  const withdraw = fault.setting.parse({ ratio: 1, seconds: 60 }).inject();
  expect(failSome).toThrow('chosen');
  withdraw();
  expect(failSome).not.toThrow();
});

test.each([
  [{ ratio: 1.01, seconds: 1 }, 'ratio'],
  [{ ratio: -0.1, seconds: 1 }, 'ratio'],
  [{ ratio: '0.5', seconds: 1 }, 'ratio'],
  [{ seconds: 1 }, 'ratio'],
  [{ ratio: 0.5 }, 'seconds'],
  [{ ratio: 0.5, seconds: 0 }, 'seconds'],
  [{ ratio: 0.5, seconds: 3_601 }, 'seconds'],
  [{ ratio: 0.5, seconds: 1.5 }, 'seconds'],
])('%j is refused for its %s', (parameters, field) => {
  const { error } = share().fault.setting.safeParse(parameters);
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
});

test('a parameter it does not have is refused', () => {
  expect(share().fault.setting.safeParse({ ratio: 1, seconds: 1, route: '/tasks' }).success).toBe(false);
});

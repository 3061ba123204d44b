import { AppError } from '../errors';
import { consumerPaused } from './consumer-paused';

function twoGroups() {
  const paused = new Set<string>();
  const groups = ['a', 'b'].map((group) => ({
    group,
    setPaused(isPaused: boolean) {
      if (isPaused) paused.add(group);
      else paused.delete(group);
    },
  }));
  return { paused, groups };
}

test('the group named is paused until the fault is withdrawn', () => {
  const { paused, groups } = twoGroups();
  const withdraw = consumerPaused(['a', 'b'], () => groups)
    .setting.parse({ group: 'b', seconds: 60 })
    .inject();
  expect([...paused]).toEqual(['b']);
  withdraw();
  expect([...paused]).toEqual([]);
});

test('a group that is none is refused by name', () => {
  const { error } = consumerPaused(['a', 'b'], () => []).setting.safeParse({ group: 'c', seconds: 60 });
  expect(error?.issues).toEqual([expect.objectContaining({ path: ['group'] })]);
});

test('before the groups are started it asks for patience', () => {
  const setting = consumerPaused(['a'], () => []).setting.parse({ group: 'a', seconds: 60 });
  let thrown: unknown;
  try {
    setting.inject();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(AppError);
  expect(thrown).toMatchObject({ code: 'service_starting', retriable: true });
});

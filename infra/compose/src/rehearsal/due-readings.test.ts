import type { ContainerState } from '../engine/containers';
import { dueReadings, type Reading } from './due-readings';

const ended: ContainerState = {
  id: 'a',
  service: 'redis',
  status: 'exited',
  exitCode: 0,
  restarts: 0,
  startedAt: 1000,
};
const running: ContainerState = { ...ended, status: 'running', pid: 7 };
const created: ContainerState = { ...ended, status: 'created', startedAt: 0 };

const due = (container: ContainerState, reading?: Reading) =>
  dueReadings([container], new Map(reading ? [['a', reading]] : [])).length > 0;

test('one that was never read, unless it has never run', () => {
  expect(due(running)).toBe(true);
  expect(due(ended)).toBe(true);
  expect(due(created)).toBe(false);
});

test('none that is being read', () => {
  for (const container of [running, ended, { ...running, startedAt: 2000 }]) {
    expect(due(container, { of: running, isUnderWay: true })).toBe(false);
  }
});

test('one that runs, however its reading ended', () => {
  expect(due(running, { of: running, isUnderWay: false })).toBe(true);
  expect(due({ ...running, startedAt: 2000 }, { of: running, isUnderWay: false })).toBe(true);
  expect(due({ ...running, status: 'paused' }, { of: ended, isUnderWay: false })).toBe(true);
});

test('one that has ended once more, and then no more until it has run again', () => {
  expect(due(ended, { of: running, isUnderWay: false })).toBe(true);
  expect(due(ended, { of: ended, isUnderWay: false })).toBe(false);
  expect(due({ ...ended, startedAt: 2000 }, { of: ended, isUnderWay: false })).toBe(true);
});

test('one that took the place of another of its service', () => {
  const readings = new Map([['a', { of: ended, isUnderWay: false }]]);
  expect(dueReadings([ended, { ...running, id: 'b' }], readings).map(({ id }) => id)).toEqual(['b']);
});

import { EXIT } from '../command-failure';
import { deskOfTest } from '../fixtures/desk';
import { skip } from './skip';

const RECORD = { group: 'audit-log', topic: 'task.created', partition: 3, offset: '42' };
const OPTIONS = { reason: 'nothing helps' };

test('the record that a group waits at is ordered to be skipped, and it is said when it is done', async () => {
  const { desk, ordered, said } = deskOfTest([]);
  await skip(desk, RECORD, OPTIONS, 0);
  expect(ordered).toEqual([{ ...RECORD, reason: 'nothing helps' }]);
  expect(said[0]).toMatch(/^skipped task\.created, partition 3, offset 42, for audit-log/);
});

test.each([
  ['one that the group has passed', { ...RECORD, offset: '41' }, undefined, EXIT.failed, 'is at offset 42'],
  ['one that it has not come to', { ...RECORD, offset: '43' }, undefined, EXIT.failed, 'is at offset 42'],
  ['one of a partition that is read to its end', RECORD, { next: '42', end: '42' }, EXIT.failed, 'has read all of'],
])('%s cannot be skipped', async (_what, record, place, exitCode, message) => {
  const { desk, ordered } = deskOfTest([]);
  const skips = { ...desk.skips, ...(place && { placeOf: () => Promise.resolve(place) }) };
  await expect(skip({ ...desk, skips }, record, OPTIONS, 0)).rejects.toMatchObject({
    exitCode,
    message: expect.stringContaining(message) as string,
  });
  expect(ordered).toEqual([]);
});

test('nor can one of a partition that is not there', async () => {
  const { desk } = deskOfTest([]);
  const skips = { ...desk.skips, placeOf: () => Promise.resolve(undefined) };
  await expect(skip({ ...desk, skips }, RECORD, OPTIONS, 0)).rejects.toMatchObject({ exitCode: EXIT.notFound });
});

test('it is asked about at a terminal', async () => {
  const { desk, ordered } = deskOfTest([]);
  const screen = { ...desk.screen, confirm: () => Promise.resolve(false) };
  await expect(skip({ ...desk, screen }, RECORD, OPTIONS, 0)).rejects.toMatchObject({ exitCode: EXIT.failed });
  expect(ordered).toEqual([]);
  await skip({ ...desk, screen }, RECORD, { ...OPTIONS, yes: true }, 0);
  expect(ordered).toHaveLength(1);
});

test('an order that no consumer carries out in time stands, and that is said', async () => {
  const { desk, ordered } = deskOfTest([]);
  const skips = { ...desk.skips, isDone: () => Promise.resolve(false) };
  await expect(skip({ ...desk, skips }, RECORD, OPTIONS, 0)).rejects.toMatchObject({
    exitCode: EXIT.failed,
    message: expect.stringContaining('The order is stored') as string,
  });
  expect(ordered).toHaveLength(1);
});

import { EXIT } from '../command-failure';
import { DependencyUnavailableError } from '../../errors';
import { EVENT_ID, letterOfTest } from '../fixtures/dead-letter';
import { DECODABLE, deskOfTest, PAYLOAD } from '../fixtures/desk';
import { drop } from './drop';
import { list } from './list';
import { show } from './show';

const good = letterOfTest({ value: DECODABLE });
const poison = letterOfTest(
  { partition: 2, offset: '0', value: Buffer.from('poison') },
  { message: 'no\u001b[31m Avro' },
);
const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';

test('a line for each that waits, and how many', async () => {
  const { desk, said } = deskOfTest([good, poison]);
  await list(desk, { limit: 100 });
  expect(said.map((line) => line.split(/ {2,}/))).toEqual([
    ['ID', 'FAILED AT', 'ORIGIN', 'GROUP', 'REASON', 'KEY', 'MESSAGE'],
    ['2-0', '2026-11-24T12:00:00.000Z', 'task.deleted/1/7', 'audit-log', 'internal_error', 't', 'no\\x1b[31m Avro'],
    ['3-42', '2026-11-24T12:00:00.000Z', 'task.deleted/1/7', 'audit-log', 'internal_error', 't', 'oops'],
    ['2 wait'],
  ]);
});

test('a terminal gets lines that fit it', async () => {
  const { desk, said } = deskOfTest([good]);
  await list({ ...desk, screen: { ...desk.screen, columns: 40 } }, { limit: 100 });
  expect(said.map((line) => line.length)).toEqual([40, 40, '1 waits'.length]);
});

test('scripts get an array, also of nothing', async () => {
  const { desk, said } = deskOfTest([good]);
  await list(desk, { limit: 100, json: true });
  await list(desk, { limit: 100, json: true, topic: 'task.created' });
  expect(said.map((line) => JSON.parse(line) as unknown)).toEqual([
    [
      {
        id: '3-42',
        partition: 3,
        offset: '42',
        failedAt: '2026-11-24T12:00:00.000Z',
        origin: { topic: 'task.deleted', partition: 1, offset: '7', group: 'audit-log' },
        reason: 'internal_error',
        message: 'oops',
        key: 't',
        eventId: EVENT_ID,
        traceId: TRACE_ID,
        truncated: null,
        decision: null,
      },
    ],
    [],
  ]);
});

test('all of one that can be decoded', async () => {
  const { desk, said } = deskOfTest([good]);
  await show({ ...desk, consoleUrl: 'http://localhost:8088' }, good, {});
  expect(said).toContain(`  trace      http://localhost:8088/traces/${TRACE_ID}`);
  expect(said).toContain('  decision   none: it waits');
  expect(said.join('\n')).toContain(`"taskId": "${PAYLOAD.taskId}"`);
});

test('of one that cannot be decoded: why, and its bytes', async () => {
  const { desk, said } = deskOfTest([poison]);
  await show(desk, poison, {});
  expect(said.slice(-2).map((line) => line.trim())).toEqual([
    'cannot be decoded: the value is not in the schema registry’s wire format',
    '000000  70 6f 69 73 6f 6e                                poison',
  ]);
  await show(desk, poison, { json: true });
  expect(JSON.parse(said.at(-1) ?? '')).toMatchObject({
    payload: null,
    undecodable: expect.stringContaining('wire format') as string,
    valueBase64: Buffer.from('poison').toString('base64'),
  });
});

test('with the registry away the bytes are shown still', async () => {
  const { desk, said } = deskOfTest([good]);
  const decoder = { decode: () => Promise.reject(new DependencyUnavailableError('schema-registry')) };
  await show({ ...desk, decoder }, good, {});
  expect(said.join('\n')).toContain('schema-registry is not available now');
});

test('dropping keeps the reason, and is done once', async () => {
  const { desk, decisions, said } = deskOfTest([good, poison]);
  await drop(desk, [poison], { reason: 'no event of ours' });
  expect(said).toEqual(['dropped 2-0']);
  expect(decisions.get('2-0')).toMatchObject({ decision: 'dropped', reason: 'no event of ours' });
  await expect(drop(desk, [good, poison], { reason: 'x' })).rejects.toMatchObject({ exitCode: EXIT.failed });
  expect(decisions.size).toBe(1);
});

test('dropping is asked about at a terminal', async () => {
  const { desk, decisions } = deskOfTest([good]);
  const screen = { ...desk.screen, confirm: () => Promise.resolve(false) };
  await expect(drop({ ...desk, screen }, [good], { reason: 'x' })).rejects.toMatchObject({ exitCode: EXIT.failed });
  expect(decisions.size).toBe(0);
});

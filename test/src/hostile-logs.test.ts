import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { searchLogs, type LogDocument } from './platform/elasticsearch';
import { eventually } from './platform/eventually';
import { supervisor } from './platform/processes';
import { paths } from './platform/settings';

/** A job of ours that has ended: nobody else writes its log now, which is ECS JSON. */
const PROCESS = 'kafka-prepare';
const mark = randomUUID();
const NOW = new Date().toISOString();

const ecs = (name: string, fields: object, time = NOW) =>
  JSON.stringify({ '@timestamp': time, 'log.level': 'info', message: `${mark} ${name}`, ...fields });
const nested = (open: string, close: string, depth: number) =>
  `{"@timestamp":"${NOW}","message":"${mark} deep","x":${open.repeat(depth)}1${close.repeat(depth)}}`;

/** What becomes of each line: how it is tagged. */
const LINES: readonly [name: string, line: string | Buffer, tag: string | undefined][] = [
  ['an impossible time', ecs('time', {}, '2026-13-45T99:99:99Z'), '_unparsed'],
  ['a year of six digits', ecs('year', {}, '+275760-09-13T00:00:00.000Z'), '_unparsed'],
  ['5,000 arrays', nested('[', ']', 5000), '_unparsed'],
  ['30 objects', nested('{"a":', '}', 30), '_unparsed'],
  ['10,000 fields', ecs('wide', Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`hostile_${at}`, at]))), '_unparsed'],
  ['a field without a name', ecs('nameless', { '': 1 }), '_unparsed'],
  ['names of a prototype', `{"@timestamp":"${NOW}","message":"${mark} proto","__proto__.polluted":1}`, undefined],
  ['a lone surrogate', ecs('surrogate', { hostile_text: '\uD800' }), undefined],
  ['the end of time', ecs('far', {}, '9999-12-31T23:59:59.999Z'), undefined],
  ['a number that no index takes', `{"@timestamp":"${NOW}","message":"${mark} large","process":{"pid":1e400}}`, '_rejected'],
  ['text where the index has an object', ecs('typed', { http: 'text' }), '_rejected'],
  ['a name that Elasticsearch keeps for itself', ecs('kept', { _id: 'x' }), '_rejected'],
  ['a message that is an object', ecs('', { message: { hostile: mark } }), undefined],
  ['bytes that are no text', Buffer.concat([Buffer.from([0xff, 0x00, 0xc3]), Buffer.from(`${mark} bytes`)]), '_unparsed'],
  ['120,000 blanks', `${' '.repeat(120_000)}${mark} blanks`, '_unparsed'],
]; // prettier-ignore

async function found(): Promise<readonly LogDocument[]> {
  const { documents } = await searchLogs({ match_phrase: { message: mark } });
  return documents;
}

it('a line of any content costs itself at most: all are there, so is the next, and the shipper goes on', async () => {
  const before = await supervisor.state('log-shipper');
  // Each hostile line is followed by one that is none.
  const lines = LINES.flatMap(([, line], at) => [line, ecs(`normal ${at}`, {})]);
  const log = path.join(paths.log, `${PROCESS}.log`);
  appendFileSync(log, Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')])));

  const documents = await eventually(
    async () => {
      const all = await found();
      // The blanks are the end of the record before them: an indented line continues one.
      expect(all).toHaveLength(2 * LINES.length - 1);
      return all;
    },
    { timeout: 60_000, interval: 500 },
  );
  const normal = documents.filter(({ message }) => message?.startsWith(`${mark} normal`));
  expect(normal.filter(({ tags }) => tags === undefined)).toHaveLength(LINES.length);
  const tagsOf = documents.map(({ tags }) => tags?.[0]).sort();
  const wanted = [
    ...LINES.filter(([name]) => name !== '120,000 blanks').map(([, , tag]) => tag),
    ...normal.map(() => undefined),
  ];
  expect(tagsOf).toEqual(wanted.sort());

  const after = await supervisor.state('log-shipper');
  expect({ pid: after.pid, restarts: after.restarts }).toEqual({ pid: before.pid, restarts: before.restarts });
});

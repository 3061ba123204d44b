import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { toDocument } from '../document';
import type { Fields } from '../fields';
import { sourceOf } from '.';
import { fixtureOf, PROCESSES, recordsOf } from './lines-of-test';

const FIXTURES = path.resolve(__dirname, '../../fixtures');
const READ_AT = new Date('2026-11-24T12:00:00.000Z');

function documentsOf(process: string, text: string): Fields[] {
  return recordsOf(process, text.trimEnd().split('\n')).map((record) => toDocument(record, READ_AT).source);
}

/** A fixture's time without a zone is local time, as in its log line: so the test holds in every zone. */
function inUtc(document: Fields): Fields {
  return { ...document, '@timestamp': new Date(document['@timestamp'] as string).toISOString() };
}

test('every format has a fixture and every fixture a process', () => {
  const logs = readdirSync(FIXTURES).filter((name) => name.endsWith('.log'));
  expect(logs.sort()).toEqual(
    Object.keys(PROCESSES)
      .map((format) => `${format}.log`)
      .sort(),
  );
  for (const [format, process] of Object.entries(PROCESSES)) expect(sourceOf(process).format.name).toBe(format);
});

test.each(Object.entries(PROCESSES))(
  'the lines of fixtures/%s.log become the documents of its .json',
  (format, process) => {
    const log = fixtureOf(format);
    const expected = JSON.parse(readFileSync(path.join(FIXTURES, `${format}.json`), 'utf8')) as Fields[];
    expect(documentsOf(process, log)).toEqual(expected.map(inUtc));
  },
);

test.each(Object.entries(PROCESSES))(
  'no part of a line of %s is lost, and a foreign line is kept',
  (format, process) => {
    const documents = documentsOf(process, '~~~ a line of no format at all ~~~');
    expect(documents).toEqual([
      expect.objectContaining({
        '@timestamp': READ_AT.toISOString(),
        message: '~~~ a line of no format at all ~~~',
        service: { name: process },
        ...(format !== 'plain' && { tags: ['_unparsed'] }),
      }),
    ]);
  },
);

test("a line in the supervisor's envelope is the line that is in it", () => {
  const line = '[2026-11-24 02:12:50,305] INFO starting (kafka.server.KafkaServer)';
  const wrapped = JSON.stringify({ level: 'info', process: 'kafka-1', replica: 0, message: line });
  expect(documentsOf('kafka-1', wrapped)).toEqual(documentsOf('kafka-1', line));
});

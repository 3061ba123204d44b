import fc from 'fast-check';
import { toDocument, type LogDocument } from './document';
import { isFields, type FieldValue } from './fields';
import { fixtureOf, PROCESSES, recordsOf } from './formats/lines-of-test';
import { LIMITS } from './limits/limits';

const READ_AT = new Date('2026-11-24T12:00:00.000Z');
const DAY_MS = 86_400_000;
/** Names that the shipper itself sets, beside those of the line. */
const OWN_FIELDS = 20;

const REAL_LINES = Object.keys(PROCESSES).flatMap((format) => fixtureOf(format).split('\n').filter(Boolean));

const hostileName = fc.constantFrom(
  '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__proto__.polluted', 'constructor.prototype.polluted',
  'a.__proto__.polluted', '', ' ', '.', 'a..b', '.a', 'a.', 'log', 'log.level', 'log.file.path', 'service.name', 'event', 'labels',
  'tags', 'error', 'message', 'message.x', '@timestamp', '\uD800', '\u0000', 'n'.repeat(300), 'a.'.repeat(30), 'a.'.repeat(5000),
); // prettier-ignore
const fieldName = fc.oneof(
  hostileName,
  fc.string(),
  fc.constantFrom(
    'msg',
    'message',
    'level',
    'time',
    'ts',
    '@timestamp',
    'caller',
    'error',
    'stacktrace',
    'process',
    'replica',
  ),
);
const time = fc.oneof(
  fc.constantFrom(
    '2026-13-45 99:99:99', '2016-12-31T23:59:60Z', '2026-02-30T00:00:00Z', '+275760-09-13T00:00:00.000Z', '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59-12:00', '1732413170305000000', '2026-11-24T02:12:50,305', '-1', '',
  ), // prettier-ignore
  fc.date({ noInvalidDate: false }).map((date) => (Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString())),
  fc.string(),
);
const number = fc.oneof(fc.double(), fc.maxSafeInteger(), fc.constantFrom(2 ** 70, Number.MAX_VALUE, -0));
const hostileText = fc.oneof(fc.string(), fc.constantFrom('\uD800', '\uDC00x', '\u0000', '\uFFFD', '1e400'), time);
const leaf = fc.oneof(hostileText, number, fc.boolean(), fc.constant(null));

const object = fc.letrec<{ object: unknown; value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 4 }), tie('object')),
  object: fc
    .array(fc.tuple(fieldName, tie('value')), { maxLength: 8 })
    .map((entries) => Object.fromEntries(entries) as Record<string, unknown>),
})).object;

/** JSON with what JSON.stringify never writes: names twice, numbers without an end, lone surrogates. */
const jsonLine = fc.tuple(object, hostileText, leaf).map(([value, when, message]) => {
  const known = JSON.stringify({ '@timestamp': when, time: when, ts: when, level: 'info', msg: message, message });
  const rest = JSON.stringify(value);
  return rest === '{}' ? known : `${known.slice(0, -1)},${rest.slice(1)}`;
});
const zapLine = fc
  .tuple(fc.oneof(number, fc.constant('1e400'), fc.constant('1732413170305000000')), object)
  .map(([ts, value]) => `{"level":"info","ts":${String(ts)},"msg":"m","x":${JSON.stringify(value)}}`);
const deepLine = fc
  .tuple(fc.integer({ min: 1, max: 6000 }), fc.constantFrom(['{"a":', '}'], ['[', ']'], ['{"a":[', ']}']), fc.boolean())
  .map(([depth, [open = '', close = ''], closed]) => {
    const nested = `${open.repeat(depth)}1${closed ? close.repeat(depth) : ''}`;
    return `{"@timestamp":"2026-11-24T02:12:50Z","time":"2026-11-24T02:12:50Z","level":"info","msg":"m","message":"m","x":${nested}}`;
  });
const wideLine = fc
  .tuple(fc.oneof({ arbitrary: fc.nat({ max: 400 }), weight: 9 }, fc.constant(10_000)), fc.boolean())
  .map(([count, nested]) => {
    const fields = Array.from({ length: count }, (_, index) => [nested ? `a.f${index}` : `f${index}`, index]);
    return JSON.stringify({ '@timestamp': '2026-11-24T02:12:50Z', message: 'm', ...Object.fromEntries(fields) });
  });
/** A real line with one part replaced, cut or repeated. */
const changedLine = fc
  .tuple(
    fc.constantFrom(...REAL_LINES),
    fc.nat(),
    fc.nat({ max: 40 }),
    fc.oneof(time, hostileText, fc.constant(' '.repeat(2000))),
  )
  .map(([line, at, length, text]) => {
    const start = at % (line.length + 1);
    return line.slice(0, start) + text + line.slice(start + length);
  });
const bytes = fc.uint8Array({ maxLength: 300 }).map((data) => Buffer.from(data).toString('utf8').replaceAll('\n', ' '));
const line = fc.oneof(
  { arbitrary: changedLine, weight: 6 },
  { arbitrary: jsonLine, weight: 6 },
  zapLine,
  bytes,
  fc.constantFrom(...REAL_LINES),
  { arbitrary: deepLine, weight: 1 },
  { arbitrary: wideLine, weight: 1 },
);
const log = fc.tuple(
  fc.constantFrom(...Object.values(PROCESSES), '__proto__', 'constructor'),
  fc.array(line, { maxLength: 6 }),
);

interface Measures {
  depth: number;
  fields: number;
  longestName: number;
  wellFormed: boolean;
}

function measure(value: FieldValue, measures: Measures, depth = 0): Measures {
  measures.depth = Math.max(measures.depth, depth);
  if (typeof value === 'string') measures.wellFormed &&= value.isWellFormed();
  if (Array.isArray(value)) for (const item of value as FieldValue[]) measure(item, measures, depth + 1);
  else if (isFields(value)) {
    for (const [name, inner] of Object.entries(value)) {
      measures.fields += 1;
      measures.longestName = Math.max(measures.longestName, name.length);
      measure(inner, measures, depth + 1);
    }
  }
  return measures;
}

const ownNames = () => [...Object.getOwnPropertyNames(Object.prototype), ...Object.getOwnPropertyNames(Object)];
const NAMES_BEFORE = ownNames();

/** It arrives as it is written, and in bounds that every index takes. */
function expectSendable({ source, index, id, record, outcome }: LogDocument): void {
  const sent = JSON.parse(JSON.stringify(source)) as LogDocument['source'];
  const measures = measure(sent, { depth: 0, fields: 0, longestName: 0, wellFormed: true });
  expect(measures.depth).toBeLessThanOrEqual(LIMITS.depth);
  expect(measures.fields).toBeLessThanOrEqual(LIMITS.fields + OWN_FIELDS);
  expect(measures.longestName).toBeLessThanOrEqual(LIMITS.nameCharacters);
  expect(measures.wellFormed).toBe(true);

  const at = sent['@timestamp'] as string;
  expect(new Date(at).toISOString()).toBe(at);
  expect(at).toMatch(/^(?!0000)\d{4}-/);
  const [, day = ''] = /^firewatch-logs-(\d{4}\.\d{2}\.\d{2})$/.exec(index) ?? [];
  const days = (Date.parse(`${day.replaceAll('.', '-')}T00:00:00Z`) - READ_AT.getTime()) / DAY_MS;
  expect(days).toBeGreaterThan(-32);
  expect(days).toBeLessThan(2);

  expect(id).toHaveLength(27);
  expect(typeof sent['message']).toBe('string');
  expect((sent['service'] as { name: string }).name).toBe(record.process);
  expect((sent['log'] as { file: unknown; level?: unknown }).file).toEqual({ path: record.path });
  const { level = '' } = sent['log'] as { level?: unknown };
  expect(typeof level).toBe('string');
  if (outcome === 'unparsed') expect(sent['message']).toBe(record.text.toWellFormed());
}

/** For as many cases as are asked for. */
const TIMEOUT_MS = (fc.readConfigureGlobal().numRuns ?? 500) * 100;

test(
  'a line of any content becomes one document that can be sent, and changes nothing else',
  () => {
    fc.assert(
      fc.property(log, ([process, lines]) => {
        const records = recordsOf(process, lines);
        // Each line is in one record, in order.
        const read = records.flatMap(({ text }) => text.split('\n')).length;
        expect(read).toBe(lines.flatMap((text) => textOf(text)).length);
        for (const record of records) expectSendable(toDocument(record, READ_AT));
        expect(ownNames()).toEqual(NAMES_BEFORE);
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      }),
    );
  },
  TIMEOUT_MS,
);

/** A blank line makes no record. */
function textOf(text: string): readonly string[] {
  return text.trim() === '' ? [] : text.trimEnd().split('\n');
}

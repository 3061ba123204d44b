import { isInstant } from '@firewatch/telemetry';
import fc from 'fast-check';
import { z } from 'zod';
import { AppError } from '../errors';
import { taskServiceRoutes } from './build-app';
import { anyText, invisibleText } from './fixtures/hostile-text';
import { deps } from './fixtures/one-user';
import { parseInput } from './parse';
import { newTask, taskListQuery } from './schemas';

/** What the routes read: each schema once, by a route that has it. */
const doors = [
  ...new Map(
    taskServiceRoutes(deps)
      .flatMap(({ operationId, body, query, params }) =>
        Object.entries({ body, query, params }).map(([place, schema]) => ({ name: `${operationId} ${place}`, schema })),
      )
      .flatMap(({ name, schema }) => (schema instanceof z.ZodObject ? [[schema, name] as const] : [])),
  ),
].map(([schema, name]) => ({ name, schema }));

const STRANGE_FIELDS = ['__proto__', 'constructor', 'toString', '', 'a\0b', '\ud800'];

const hostile = anyText(60);
const offset = fc
  .tuple(fc.constantFrom('+', '-'), fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 61 }))
  .map(([sign, hours, minutes]) => `${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`);
const time = fc
  .tuple(
    fc.constantFrom('0000', '0001', '0099', '1582', '1969', '1970', '2026', '9999', '10000', '+275760', '-000001'),
    fc.constantFrom(
      '-01-01T00:00:00',
      '-12-31T23:59:59.999',
      '-02-30T00:00:00',
      '-02-29T12:00:00.000000001',
      '-13-45T99:99:99',
      '',
    ),
    fc.oneof(fc.constantFrom('Z', 'z', ''), offset),
  )
  .map((parts) => parts.join(''));
const number = fc.oneof(
  fc.constantFrom('0x10', '1e1', '+5', ' 5', '５', '05', '5.0', '-0', '', 'NaN', '100', '101', '1'),
  fc.integer().map(String),
  fc.double().map(String),
);
const text = fc.oneof(
  { weight: 3, arbitrary: hostile },
  invisibleText(10),
  fc.string({ unit: 'grapheme' }),
  time,
  number,
  fc.uuid(),
  fc.emailAddress(),
  fc.constantFrom('open', 'high', 'owned', 'x'.repeat(5_001), '😀'.repeat(101)),
);
const value = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 2, arbitrary: fc.array(text, { maxLength: 22 }) },
  fc.constantFrom(null, true, 0, -1, 1e300),
  fc.jsonValue({ depthSize: 'small' }),
);

/** An object of some of the schema's fields, as JSON.parse makes it, and perhaps of a field that is none: `__proto__` is one like any other. */
function inputOf(fields: readonly string[]) {
  const own = fc
    .subarray([...fields], { maxLength: Math.min(2, fields.length) })
    .chain((names) => fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), value))));
  const strange = fc.array(fc.tuple(fc.constantFrom(...STRANGE_FIELDS), value), { maxLength: 1 });
  return fc.oneof(
    { weight: 8, arbitrary: own.map((pairs): unknown => Object.fromEntries(pairs)) },
    fc.tuple(own, strange).map(([pairs, others]): unknown => Object.fromEntries([...pairs, ...others])),
    fc.jsonValue({ depthSize: 'small' }),
  );
}

/** Everything in what a schema let through, at any depth. */
function leavesOf(parsed: unknown): unknown[] {
  if (typeof parsed !== 'object' || parsed === null || parsed instanceof Date) return [parsed];
  return Object.entries(parsed).flatMap(([key, each]) => [key, ...leavesOf(each)]);
}

/** What PostgreSQL, JSON and Avro take, and give back as it was. */
function isStorable(leaf: unknown): boolean {
  if (typeof leaf === 'string') return leaf.isWellFormed() && !leaf.includes('\0');
  if (leaf instanceof Date) return isInstant(leaf);
  return typeof leaf !== 'number' || Number.isFinite(leaf);
}

// What is not stored: a wrong password, token or cursor is looked for and not found, and a fault's settings have a schema of their own.
const NOT_STORED = /^(?:logIn|refresh|logOut|injectFault|withdrawFault|findRecipients) /;

test.each(doors)('$name: hostile input is refused as invalid, or can be stored', ({ name, schema }) => {
  fc.assert(
    fc.property(inputOf(Object.keys(schema.shape)), (given) => {
      let parsed: unknown;
      try {
        parsed = parseInput(schema, given, 'body');
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect(error).toMatchObject({ code: 'validation_failed' });
        expect(() => JSON.stringify((error as AppError).fields)).not.toThrow();
        return;
      }
      expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
      if (NOT_STORED.test(name)) return;
      const unfit = Object.entries(parsed as object).filter(
        ([field, kept]) => field !== 'cursor' && !leavesOf(kept).every(isStorable),
      );
      expect(unfit).toEqual([]);
    }),
  );
});

const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');
const DAY_MS = 86_400_000;

/** Any time that text of RFC 3339 can name in some zone, and more of those near the ends. */
const nameable = fc.oneof(
  fc.integer({ min: EARLIEST - DAY_MS, max: LATEST + DAY_MS }),
  fc.integer({ min: EARLIEST - DAY_MS, max: EARLIEST + DAY_MS }),
  fc.integer({ min: LATEST - DAY_MS, max: LATEST + DAY_MS }),
);

test('a time is accepted if and only if it is of the years 1 to 9999 in UTC, and stays what it was', () => {
  fc.assert(
    fc.property(nameable, fc.integer({ min: -1_439, max: 1_439 }), (at, zoneMinutes) => {
      const local = new Date(at + zoneMinutes * 60_000).toISOString().replace('Z', '');
      fc.pre(/^\d{4}-/.test(local));
      const { success, data } = newTask.safeParse({ title: 'x', dueAt: local + offsetOf(zoneMinutes) });
      expect(success).toBe(isInstant(new Date(at)));
      if (success) expect(data.dueAt).toEqual(new Date(at));
    }),
  );
});

function offsetOf(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

test('a limit is accepted if and only if it is a number from 1 to 100 in plain digits', () => {
  fc.assert(
    fc.property(fc.oneof(number, hostile, fc.integer({ min: -2, max: 102 }).map(String)), (limit) => {
      expect(taskListQuery.safeParse({ limit }).success).toBe(/^(?:[1-9]\d?|100)$/.test(limit));
    }),
  );
});

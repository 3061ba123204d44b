import { z } from 'zod';
import { parseInput } from './parse';

const schema = z.strictObject({ minutes: z.number().min(1), nested: z.object({ name: z.string() }).optional() });

test('gives what fits in the form of the schema', () => {
  expect(parseInput(z.object({ limit: z.coerce.number() }), { limit: '5' })).toEqual({ limit: 5 });
});

test.each([
  [{ minutes: 0 }, /^minutes: /],
  [{ minutes: 1, nested: { name: 1 } }, /^nested\.name: /],
  [{ minutes: 1, other: 2 }, /other/],
  [{ minutes: 'x', nested: 1 }, /^minutes: .*; nested: /],
  [undefined, /^request: /],
])('names the fields of %j that do not fit', (input, message) => {
  expect(() => parseInput(schema, input)).toThrow(
    expect.objectContaining({ code: 'malformed_request', message: expect.stringMatching(message) as string }) as Error,
  );
});

import { z } from 'zod';

import { EnvironmentError, readEnv } from './env';

const schema = z.object({
  HTTP_PORT: z.coerce.number().int().min(0).max(65_535).default(8080).describe('a port, 0 to 65535'),
  JWT_SECRET: z.string().min(32).describe('a secret of at least 32 characters'),
  DEGRADED: z.stringbool().default(true).describe('true or false'),
  NICKNAME: z.string().optional(),
});

const usable = { JWT_SECRET: 'x'.repeat(32) };

function errorOf(env: Record<string, string>): EnvironmentError {
  try {
    readEnv(schema, env);
  } catch (error) {
    if (error instanceof EnvironmentError) return error;
    throw error;
  }
  throw new Error('The environment was accepted');
}

test('gives typed values and defaults', () => {
  expect(readEnv(schema, usable)).toEqual({ HTTP_PORT: 8080, DEGRADED: true, JWT_SECRET: usable.JWT_SECRET });
});

test('keeps zero and false apart from missing', () => {
  expect(readEnv(schema, { ...usable, HTTP_PORT: '0', DEGRADED: 'false' })).toMatchObject({
    HTTP_PORT: 0,
    DEGRADED: false,
  });
});

test('takes the empty string for missing', () => {
  expect(readEnv(schema, { ...usable, HTTP_PORT: '', NICKNAME: '' })).toEqual(readEnv(schema, usable));
  expect(errorOf({ JWT_SECRET: '' }).problems).toEqual([
    { variable: 'JWT_SECRET', problem: 'missing', expected: 'a secret of at least 32 characters' },
  ]);
});

test('ignores variables that the schema does not name', () => {
  expect(readEnv(schema, { ...usable, PATH: '/bin' })).not.toHaveProperty('PATH');
});

test('lists every unusable variable with the form expected and no value', () => {
  const error = errorOf({ HTTP_PORT: 'eighty', JWT_SECRET: 'short-secret', DEGRADED: 'perhaps' });
  expect(error.message).toBe(
    [
      'The environment cannot be used:',
      '  HTTP_PORT is malformed: expected a port, 0 to 65535',
      '  JWT_SECRET is malformed: expected a secret of at least 32 characters',
      '  DEGRADED is malformed: expected true or false',
    ].join('\n'),
  );
  expect(JSON.stringify(error.problems)).not.toMatch(/eighty|short-secret|perhaps/);
});

test('falls back to the message of the validation where a field has no description', () => {
  const error = ((): unknown => {
    try {
      return readEnv(z.object({ NAME: z.string() }), {});
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toMatchObject({ problems: [{ variable: 'NAME', problem: 'missing' }] });
});

test('reports a rule about several variables', () => {
  const pair = schema.refine((env) => env.NICKNAME !== 'admin', 'a NICKNAME other than the one reserved');
  expect(() => readEnv(pair, { ...usable, NICKNAME: 'admin' })).toThrow(
    'the combination of settings is malformed: expected a NICKNAME other than the one reserved',
  );
});

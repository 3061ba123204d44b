import { ConnectionAcquireTimeoutError, ConnectionRefusedError, DatabaseError, UniqueConstraintError } from 'sequelize';
import { isUnavailable, orUnavailable, violatesUnique } from './failures';

const state = (code: string) =>
  new DatabaseError(Object.assign(new Error(`SQLSTATE ${code}`), { code, sql: 'SELECT' }));
const dropped = (message: string) => new DatabaseError(Object.assign(new Error(message), { sql: 'SELECT' }));

test.each<[string, Error]>([
  ['the connection is refused', new ConnectionRefusedError(new Error('connect ECONNREFUSED'))],
  ['the pool has none free', new ConnectionAcquireTimeoutError(new Error('timeout'))],
  ['the server shuts down', state('57P01')],
  ['the server starts up', state('57P03')],
  ['the server has too many connections', state('53300')],
  ['a statement took too long', state('57014')],
  ['two transactions blocked each other', state('40P01')],
  ['the server became read-only', state('25006')],
  ['the connection was lost', dropped('Connection terminated unexpectedly')],
  ['the server does not answer', dropped('Query read timeout')],
  ['the network fails under the driver', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })],
])('unavailable: %s', async (_what, error) => {
  expect(isUnavailable(error)).toBe(true);
  const call = orUnavailable(() => Promise.reject(error));
  await expect(call).rejects.toMatchObject({ code: 'dependency_unavailable', dependency: 'database', cause: error });
});

test.each<[string, Error]>([
  ['a statement is wrong', state('42601')],
  ['a table is missing', state('42P01')],
  ['a value does not fit', state('22P02')],
  ['code is wrong', new TypeError('x is not a function')],
])('not unavailable, and passed on as it is: %s', async (_what, error) => {
  expect(isUnavailable(error)).toBe(false);
  await expect(orUnavailable(() => Promise.reject(error))).rejects.toBe(error);
});

test('a violated constraint is known by its name', () => {
  const parent = Object.assign(new Error('duplicate key'), { constraint: 'users_email_unique', sql: 'INSERT' });
  const error = new UniqueConstraintError({ message: 'duplicate', errors: [], parent });
  expect(violatesUnique(error, 'users_email_unique')).toBe(true);
  expect(violatesUnique(error, 'users_pkey')).toBe(false);
});

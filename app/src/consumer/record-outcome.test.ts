import { AppError, DependencyUnavailableError } from '../errors';
import { deadLetterReason, decide, MAX_UNEXPLAINED_ATTEMPTS } from './record-outcome';

const poison = new AppError('undecodable_record', 'no Avro');
const conflict = new AppError('state_conflict', 'lost', { retriable: true });
const bug = new TypeError('undefined is not a function');

test.each([
  ['a component is away', new DependencyUnavailableError('dapr'), 1, 'wait'],
  ['a component is away for long', new DependencyUnavailableError('database'), 10_000, 'wait'],
  ['a race was lost', conflict, 50, 'wait'],
  ['the record is poison', poison, 1, 'dead-letter'],
  ['nobody knows, first time', bug, 1, 'retry'],
  ['nobody knows, last time', bug, MAX_UNEXPLAINED_ATTEMPTS, 'dead-letter'],
  ['something is thrown that is no error', 'text', 1, 'retry'],
] as const)('%s', (_what, error, attempt, decision) => {
  expect(decide(error, attempt)).toBe(decision);
});

test('the reason of a dead letter is a code', () => {
  expect([poison, bug].map(deadLetterReason)).toEqual(['undecodable_record', 'internal_error']);
});

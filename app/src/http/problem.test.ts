import { AppError, DependencyUnavailableError, type ErrorCode } from '../errors';
import { toAppError, toProblem } from './problem';

const TRACE = '0af7651916cd43dd8448eb211c80319c';

test('a problem document has its members, and no more than it needs', () => {
  expect(toProblem(new AppError('task_not_found', 'There is no such task'), TRACE)).toEqual({
    type: 'https://firewatch.example/problems/task_not_found',
    title: 'The task was not found',
    status: 404,
    detail: 'There is no such task',
    code: 'task_not_found',
    traceId: TRACE,
  });
});

test.each<[ErrorCode, number]>([
  ['malformed_json', 400],
  ['invalid_token', 401],
  ['task_not_found', 404],
  ['email_taken', 409],
  ['payload_too_large', 413],
  ['unsupported_media_type', 415],
  ['validation_failed', 422],
  ['rate_limited', 429],
  ['internal_error', 500],
  ['dependency_unavailable', 503],
])('%s is answered with %i', (code, status) => {
  expect(toProblem(new AppError(code, 'x'), null)).toMatchObject({ status, code, traceId: null });
});

test('a component that is away: 503, retriable, and the component is named', () => {
  const problem = toProblem(new DependencyUnavailableError('database', new Error('secret host name')), TRACE);
  expect(problem).toMatchObject({ status: 503, code: 'dependency_unavailable', retriable: true });
  expect(problem.detail).toContain('database');
  expect(JSON.stringify(problem)).not.toContain('secret');
});

test('what went wrong inside stays inside', () => {
  const thrown = [new TypeError('password is hunter2'), new AppError('unencodable_event', 'hunter2'), 'hunter2'];
  for (const problem of thrown.map((each) => toProblem(toAppError(each), TRACE))) {
    expect(problem).toMatchObject({ status: 500, code: 'internal_error' });
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  }
});

test.each([
  ['entity.parse.failed', 400, 'malformed_json'],
  ['entity.too.large', 413, 'payload_too_large'],
  ['encoding.unsupported', 415, 'unsupported_media_type'],
  ['request.aborted', 400, 'malformed_request'],
])('the parser’s %s becomes %s', (type, status, code) => {
  expect(toAppError(Object.assign(new Error('x'), { type, status }))).toMatchObject({ code, retriable: false });
});

test('the fields that were refused are listed', () => {
  const fields = [{ path: 'title', message: 'Required' }];
  expect(toProblem(new AppError('validation_failed', 'x', { fields }), null).errors).toEqual(fields);
});

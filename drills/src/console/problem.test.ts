import { ConsoleError, SilentComponentError, toProblem } from './problem';

test('an error that is known is told with its status, code and words', () => {
  expect(toProblem(new ConsoleError('not_found', 'There is no run x'))).toEqual({
    type: 'https://firewatch.example/problems/not_found',
    title: 'There is nothing here',
    status: 404,
    detail: 'There is no run x',
    code: 'not_found',
  });
});

test('a component that does not answer is named, with what helps', () => {
  const problem = toProblem(new SilentComponentError('jaeger', 'ECONNREFUSED'));
  expect(problem).toMatchObject({ status: 503, code: 'component_silent', component: 'jaeger' });
  expect(problem.detail).toContain('jaeger does not answer: ECONNREFUSED');
  expect(problem.detail).toContain('make dev-restart SERVICE=jaeger');
});

test('what a body parser refuses is a malformed request', () => {
  const refused = Object.assign(new Error('Unexpected token in JSON'), { status: 400 });
  expect(toProblem(refused)).toMatchObject({ status: 400, code: 'malformed_request' });
});

test.each([
  new Error('password=hunter2'),
  'password=hunter2',
  undefined,
  Object.assign(new Error('x'), { status: 502 }),
])('what is unknown stays untold', (error) => {
  const problem = toProblem(error);
  expect(problem).toMatchObject({ status: 500, code: 'internal_error' });
  expect(JSON.stringify(problem)).not.toContain('hunter2');
});

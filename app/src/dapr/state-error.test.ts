import { stateError } from './state-error';

/** As the SDK reports an answer. */
const refusal = (status: number, error_msg: string) => new Error(JSON.stringify({ error: 'x', error_msg, status }));

const MISMATCH = 'possible etag mismatch. error from state store';
const SCRIPT = 'ERR user_script:14: failed to set key statestore||app:k script: d1c0, on @user_script:14.';

test.each([
  ['a lost race on an ETag', 409, `${MISMATCH}: ${SCRIPT}`],
  ['a delete that lost', 409, `${MISMATCH}: user_script:6: failed to delete statestore||app:k`],
])('%s is a conflict', (_what, status, text) => {
  expect(stateError(refusal(status, text))).toMatchObject({ code: 'state_conflict', retriable: true });
});

const FULL = "OOM command not allowed when used memory > 'maxmemory'.";

test.each([
  ['a mismatch that is none', 409, `${MISMATCH}: dial tcp: connection refused`, 'redis is not available'],
  ['a write that failed', 500, 'failed to set key statestore||app:k: EOF', 'redis is not available'],
  ['a read that failed', 500, '{"errorCode":"ERR_STATE_GET","message":"i/o timeout"}', 'redis is not available'],
  ['a store that is loading', 500, 'LOADING Redis is loading the dataset in memory', 'redis is not available'],
  [
    'a full store',
    500,
    `failed saving state in state store statestore: user_script:9: ${FULL}`,
    'redis refuses writes',
  ],
  ['a full store, with an ETag', 409, `${MISMATCH}: user_script:9: ${FULL}`, 'redis refuses writes'],
  ['a store that is a replica', 500, "READONLY You can't write against a read only replica.", 'redis refuses writes'],
  ['a store that cannot save', 500, 'MISCONF Errors writing to the AOF file', 'redis refuses writes'],
  ['a sidecar without stores', 500, '{"errorCode":"ERR_STATE_STORE_NOT_CONFIGURED"}', 'dapr is not available'],
  ['a sidecar without this store', 400, '{"errorCode":"ERR_STATE_STORE_NOT_FOUND"}', 'dapr is not available'],
])('%s: %s', (_what, status, text, message) => {
  const [dependency] = message.split(' ');
  expect(stateError(refusal(status, text))).toMatchObject({
    ...{ code: 'dependency_unavailable', retriable: true },
    ...{ dependency, message },
  });
});

test('a request that is none can never be served', () => {
  const error = stateError(refusal(400, '{"errorCode":"ERR_MALFORMED_REQUEST"}'));
  expect(error).toMatchObject({ code: 'state_refused', retriable: false });
});

test('no answer is no conflict', () => {
  const error = new Error('request to http://x failed, reason: user_script:14: failed to set key');
  expect(stateError(error)).toMatchObject({ code: 'dependency_unavailable', retriable: true, dependency: 'dapr' });
});

import { stateError } from './state-error';

/** As the SDK reports an answer. */
const refusal = (status: number, error_msg: string) => new Error(JSON.stringify({ error: 'x', error_msg, status }));

const MISMATCH = 'possible etag mismatch. error from state store';
const SCRIPT = 'ERR user_script:14: failed to set key statestore||app:k script: d1c0, on @user_script:14.';

test.each([
  ['a lost race on an ETag', 409, `${MISMATCH}: ${SCRIPT}`, 'state_conflict', true],
  ['a delete that lost', 409, `${MISMATCH}: user_script:6: failed to delete statestore||app:k`, 'state_conflict', true],
  [
    'a mismatch that is none: Redis is away',
    409,
    `${MISMATCH}: dial tcp: connection refused`,
    'dependency_unavailable',
    true,
  ],
  ['a write that failed', 500, 'failed to set key statestore||app:k: EOF', 'dependency_unavailable', true],
  ['a full store', 500, 'user_script:9: OOM command not allowed', 'dependency_unavailable', true],
  ['a sidecar without stores', 500, '{"errorCode":"ERR_STATE_STORE_NOT_CONFIGURED"}', 'dependency_unavailable', true],
  ['a sidecar without this store', 400, '{"errorCode":"ERR_STATE_STORE_NOT_FOUND"}', 'dependency_unavailable', true],
  ['a request that is none', 400, '{"errorCode":"ERR_MALFORMED_REQUEST"}', 'state_refused', false],
])('%s', (_what, status, text, code, retriable) => {
  expect(stateError(refusal(status, text))).toMatchObject({ code, retriable });
});

test('no answer is no conflict', () => {
  const error = new Error('request to http://x failed, reason: user_script:14: failed to set key');
  expect(stateError(error)).toMatchObject({ code: 'dependency_unavailable', retriable: true });
});

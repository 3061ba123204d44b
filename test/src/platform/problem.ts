import type { ApiAnswer } from './api-client';

/** Asserts that an answer is a complete problem document (RFC 9457) with this status and code, and the trace id that its header gives. */
export function expectProblem(answer: ApiAnswer, status: number, code: string): void {
  expect({
    ...answer.body,
    httpStatus: answer.status,
    contentType: answer.headers.get('content-type')?.split(';')[0],
  }).toEqual(
    expect.objectContaining({
      httpStatus: status,
      status,
      contentType: 'application/problem+json',
      type: expect.stringMatching(/./) as string,
      title: expect.stringMatching(/./) as string,
      detail: expect.stringMatching(/./) as string,
      code,
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    }),
  );
  expect(answer.body['traceId']).toBe(answer.traceId);
}

import { logger } from '@firewatch/telemetry';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { AppError } from '../errors';
import { toAppError, toProblem } from './problem';
import { activeTraceId } from './trace-id';

const log = logger.child({ 'log.logger': 'http' });

const RETRY_AFTER_SECONDS = 5;

/** Sends the problem document of an error. */
export function sendProblem(response: Response, error: AppError): void {
  const problem = toProblem(error, activeTraceId());
  if (problem.status === 401) response.setHeader('www-authenticate', 'Bearer');
  if (problem.status === 503) response.setHeader('retry-after', RETRY_AFTER_SECONDS);
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** For what no route matched. */
export const answerUnmatched: RequestHandler = (_request, response) => {
  sendProblem(response, new AppError('route_not_found', 'No route matches this method and path'));
};

/** Turns whatever a handler threw into a problem document; logs it when it is ours to mend. */
export const answerErrors: ErrorRequestHandler = (thrown, _request, response, next) => {
  const error = toAppError(thrown);
  if (error.code === 'internal_error') log.error({ err: thrown as unknown }, 'a request failed unexpectedly');
  else if (error.retriable) log.warn({ err: error.cause ?? error }, error.message);
  if (response.headersSent) {
    next(thrown);
    return;
  }
  sendProblem(response, error);
};

import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError, type ErrorCode } from '../errors';
import { toProblem } from './problem';

/** What Node.js says of a request that is not HTTP, too long or too slow, as codes of ours. */
const CODES: Record<string, ErrorCode> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

/** Answers, with a problem document, what never became a request that Express could see, and closes the connection. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const code = CODES[error.code ?? ''] ?? 'malformed_request';
  end(socket, new AppError(code, 'The request cannot be read as HTTP', { cause: error }));
}

/** Answers CONNECT, which asks a proxy for a connection, and closes this one. */
export function answerConnect(_request: IncomingMessage, socket: Duplex): void {
  end(socket, new AppError('malformed_request', 'This is no proxy: it connects to nothing'));
}

function end(socket: Duplex, error: AppError): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const problem = toProblem(error, null);
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

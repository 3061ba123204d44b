import { request } from 'node:http';
import { connect, type IncomingHttpHeaders } from 'node:http2';
import type { SidecarCall } from './sidecar-calls';

const TIMEOUT_MS = 15_000;

/** Sends a call with its path as it is written: `fetch` would tidy it up. @returns the status */
export async function send(port: number, token: string | undefined, call: SidecarCall): Promise<number> {
  const body = call.body === undefined ? '' : JSON.stringify(call.body);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        method: call.method,
        path: call.path,
        agent: false,
        timeout: TIMEOUT_MS,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...(token !== undefined && { 'dapr-api-token': token }),
        },
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
        response.on('error', reject);
      },
    );
    sent.on('timeout', () => sent.destroy(new Error(`${call.method} ${call.path}: no answer`)));
    sent.on('error', reject);
    sent.end(body);
  });
}

/** An empty message, as gRPC frames it. */
const EMPTY_MESSAGE = Buffer.alloc(5);

/**
 * Calls a gRPC method with an empty message, without TLS.
 * @returns its `grpc-status`, or what went wrong before there was one
 */
export async function grpcStatus(port: number, method: string, token: string | undefined): Promise<string> {
  const session = connect(`http://127.0.0.1:${port}`);
  try {
    return await new Promise<string>((resolve) => {
      const failed = (error: Error) => resolve(`no answer: ${error.message}`);
      session.on('error', failed);
      session.on('close', () => resolve('no answer: the connection was closed'));
      const stream = session.request({
        ':method': 'POST',
        ':path': `/${method}`,
        'content-type': 'application/grpc',
        te: 'trailers',
        ...(token !== undefined && { 'dapr-api-token': token }),
      });
      stream.setTimeout(TIMEOUT_MS, () => resolve('no answer in time'));
      stream.on('error', failed);
      // A refusal comes as headers alone.
      for (const event of ['response', 'trailers'] as const) {
        stream.on(event, (headers: IncomingHttpHeaders) => {
          const status = headers['grpc-status'];
          if (typeof status === 'string') resolve(status);
        });
      }
      stream.resume();
      stream.end(EMPTY_MESSAGE);
    });
  } finally {
    session.destroy();
  }
}

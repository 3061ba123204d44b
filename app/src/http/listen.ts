import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { answerConnect, answerUnreadable } from './answer-unreadable';

export interface HttpServer {
  /** The port in use, also when the one asked for was 0. */
  port: number;
  /** Takes no new requests, lets running ones end for at most `graceMs`, then cuts them off. */
  close(graceMs: number): Promise<void>;
}

/** Serves the application. Rejects when the address cannot be used, for one because the port is taken. */
export async function listen(app: Express, host: string, port: number): Promise<HttpServer> {
  // Node.js would refuse a request without Host, one that expects what it does not know, and CONNECT by itself: without a
  // problem document, or without an answer.
  const server = createServer({ requireHostHeader: false }, app);
  server.on('clientError', answerUnreadable).on('connect', answerConnect);
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { port: (server.address() as AddressInfo).port, close: (graceMs) => close(server, graceMs) };
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(cutOff);
}

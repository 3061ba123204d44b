import { counter, gauge, logger } from '@firewatch/telemetry';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { operationsRoutes } from '../http/operations-routes';
import { ChannelFault, faultRoutes } from './channel-fault';
import type { Forwarder } from './forwarder';
import type { MessageStore } from './message-store';
import { renderPage, type ChannelSummary } from './page';
import { checkPayload } from './payload';

const BODY_LIMIT = '1mb';

/** The page loads nothing and runs nothing, whatever a message says. */
const CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const log = logger.child({ 'log.logger': 'slack-receiver' });

/**
 * An incoming webhook of Slack for each channel of the store (`POST /services/:channel`, answers as Slack's), and the channels to
 * read: JSON at `/channels` and `/channels/:name`, pages at `/` and `/view/:name`.
 * @param forwarder gets what was taken, for the real Slack
 * @param adminToken of the switch that makes a channel fail
 * @param now for the time at which a message came
 */
export function buildSlackReceiver(
  store: MessageStore,
  forwarder: Forwarder,
  adminToken: string,
  now: () => Date = () => new Date(),
): Express {
  const posts = counter('slack_receiver_posts_total');
  gauge('slack_receiver_messages').collect((set) => {
    for (const channel of store.names()) set({ channel }, store.messages(channel).length);
  });
  const app = express().disable('x-powered-by');
  const fault = new ChannelFault();
  app.use(operationsRoutes(), faultRoutes(fault, store.names(), adminToken));

  // Slack reads the body as JSON whatever its type says.
  app.post('/services/:channel', express.text({ type: () => true, limit: BODY_LIMIT }), (request, response) => {
    const { channel } = request.params;
    const refuse = (status: number, error: string, known: string): void => {
      posts.inc({ channel: known, outcome: error });
      log.warn({ channel: known }, `a post was refused: ${error}`);
      response.status(status).type('text/plain').send(error);
    };
    // The name is whatever was asked for: no label is made of it.
    if (!store.has(channel)) {
      refuse(404, 'channel_not_found', 'unknown');
      return;
    }
    if (fault.isFailing(channel)) {
      refuse(500, 'rollup_error', channel);
      return;
    }
    const checked = checkPayload(typeof request.body === 'string' ? request.body : '');
    if ('error' in checked) {
      refuse(400, checked.error, channel);
      return;
    }
    const { id } = store.add(channel, checked.payload, now());
    forwarder.forward(channel, checked.payload);
    posts.inc({ channel, outcome: 'ok' });
    log.info({ channel, message_id: id }, 'a message came');
    response.type('text/plain').send('ok');
  });

  const summaries = (): ChannelSummary[] =>
    store.names().map((name) => ({ name, messages: store.messages(name).length }));

  app.get('/channels', (_request, response) => {
    response.json({ channels: summaries() });
  });

  app.get('/channels/:name', (request, response) => {
    const { name } = request.params;
    if (store.has(name)) response.json({ name, messages: store.messages(name) });
    else response.status(404).json({ error: 'channel_not_found' });
  });

  app.get('/', (_request, response) => {
    response.redirect(`/view/${encodeURIComponent(store.names()[0] ?? '')}`);
  });

  app.get('/view/:name', (request, response) => {
    const { name } = request.params;
    if (!store.has(name)) return void response.status(404).type('text/plain').send('channel_not_found');
    response.setHeader('content-security-policy', CONTENT_POLICY);
    response.type('html').send(renderPage(summaries(), name, store.messages(name)));
  });

  // A body that is too long or cannot be read, or a file that cannot be written: Slack would not say more either.
  const onError: ErrorRequestHandler = (error, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = isClientError(error) ? 400 : 500;
    const answer = status === 400 ? 'invalid_payload' : 'rollup_error';
    posts.inc({ channel: 'unknown', outcome: answer });
    log.error({ err: error as unknown }, `a request failed: ${answer}`);
    response.status(status).type('text/plain').send(answer);
  };
  return app.use(onError);
}

function isClientError(error: unknown): boolean {
  return error instanceof Error && 'status' in error && Number(error.status) < 500;
}

import type { ServerResponse } from 'node:http';
import { logger } from '@firewatch/telemetry';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { operationsRoutes } from '../http/operations-routes';
import { apiRoutes, refuseUnknown } from './api-routes';
import { drillRoutes } from './drill-routes';
import { protectPages, requireKnownHost, requireToken } from './guard';
import { listPages } from './page-list';
import { findMissingPages, pageRoutes } from './pages';
import { toProblem } from './problem';
import { silenceRoutes } from './silence-routes';
import type { Sources } from './sources';

const log = logger.child({ 'log.logger': 'console' });

export interface ConsoleOptions {
  /** Whoever changes something has to know it. */
  readonly token: string;
  /** Where this machine finds it: the one that the application listens on, once it does, unless that is published as another. */
  readonly port: () => number;
  /** `name:port` as which other containers ask for it, for one Prometheus; none natively. */
  readonly internalHost?: string | undefined;
}

/** Their names change with their content. */
const keepForever = (response: ServerResponse): void => {
  response.setHeader('cache-control', 'public, max-age=31536000, immutable');
};

/**
 * The console: pages at `/`, their data at `/api`, their files at `/assets`. Reading is open to everyone on this machine; drills and
 * silences take the token and one of the console's own pages.
 */
export function buildConsole(sources: Sources, { token, port, internalHost }: ConsoleOptions): Express {
  const app = express().disable('x-powered-by').disable('etag');
  // Without its pages every link of a Slack message leads to an error, so it is not ready.
  const operations = operationsRoutes(() => findMissingPages(sources.folders.pages));
  app.use(requireKnownHost(port, internalHost), operations, protectPages);
  const authorise = requireToken(token, port);
  app.use(
    '/api',
    apiRoutes(sources),
    drillRoutes(sources, authorise),
    silenceRoutes(sources, authorise),
    refuseUnknown,
  );
  app.use('/assets', express.static(`${sources.folders.pages}/assets`, { index: false, setHeaders: keepForever }));
  app.use('/assets', refuseUnknown);
  app.use(pageRoutes(listPages(sources), sources.folders.pages), refuseUnknown);

  const answerErrors: ErrorRequestHandler = (error, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = toProblem(error);
    if (problem.status === 500) log.error({ err: error as unknown, url: { path: request.path } }, 'a request failed');
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
  return app.use(answerErrors);
}

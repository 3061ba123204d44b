import { Router, type Request } from 'express';
import { readAlerts, readRule } from './alerts';
import { readClock } from './clock';
import { listDashboards, readDashboard } from './dashboards';
import { graphQuery, readGraph } from './graph';
import { logsQuery, searchLogs } from './logs';
import { parseInput } from './parse';
import { ConsoleError } from './problem';
import * as prometheusApi from './prometheus-api';
import { listRunbooks, readRunbook } from './runbooks';
import { readSilences, silencesQuery } from './silences';
import { listChannels, readChannel } from './slack';
import type { Sources } from './sources';
import { readTrace, searchTraces, traceId, tracesQuery } from './traces';

const parameter = (request: Request, name: string): string => String(request.params[name]);

/** What the pages read; nothing here changes anything. */
export function apiRoutes({ upstreams, folders }: Sources): Router {
  const { prometheus, alertmanager, slackReceiver, jaeger, elasticsearch } = upstreams;
  const routes: Readonly<Record<string, (request: Request) => Promise<unknown>>> = {
    '/alerts': () => readAlerts(upstreams),
    '/clock': () => readClock(prometheus, folders.config),
    '/rules/:alert': (request) => readRule(prometheus, parameter(request, 'alert')),
    '/runbooks': async () => ({ runbooks: await listRunbooks(folders.runbooks) }),
    '/runbooks/:alert': (request) => readRunbook(folders.runbooks, parameter(request, 'alert')),
    '/dashboards': async () => ({ dashboards: await listDashboards(folders.dashboards) }),
    '/dashboards/:uid': (request) => readDashboard(folders.dashboards, parameter(request, 'uid')),
    '/slack': () => listChannels(slackReceiver),
    '/slack/:channel': (request) => readChannel(slackReceiver, parameter(request, 'channel')),
    '/traces': ({ query }) => searchTraces(jaeger, parseInput(tracesQuery, query)),
    '/traces/:id': (request) => readTrace(jaeger, parseInput(traceId, parameter(request, 'id'))),
    '/logs': ({ query }) => searchLogs(elasticsearch, parseInput(logsQuery, query)),
    '/graph': ({ query }) => readGraph(prometheus, parseInput(graphQuery, query)),
    '/silences': ({ query }) => readSilences(alertmanager, parseInput(silencesQuery, query).filter),
    '/prometheus/query': ({ query }) =>
      prometheusApi.evaluate(prometheus, parseInput(prometheusApi.instantQuery, query)),
    '/prometheus/query_range': ({ query }) =>
      prometheusApi.evaluateRange(prometheus, parseInput(prometheusApi.rangeQuery, query)),
    '/prometheus/series': ({ query }) => prometheusApi.series(prometheus, parseInput(prometheusApi.seriesQuery, query)),
    '/prometheus/label/:label/values': (request) =>
      prometheusApi.labelValues(
        prometheus,
        parseInput(prometheusApi.labelName, parameter(request, 'label')),
        parseInput(prometheusApi.seriesQuery, request.query),
      ),
  };
  const router = Router();
  for (const [path, answer] of Object.entries(routes)) {
    router.get(path, async (request, response) => void response.json(await answer(request)));
  }
  return router;
}

/** For what is below /api and matched nothing. */
export function refuseUnknown(request: Request): never {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  throw new ConsoleError(
    isRead ? 'not_found' : 'method_not_allowed',
    `There is no ${request.method} ${request.baseUrl}${request.path}`,
  );
}

import type { Request } from 'express';
import { readAlerts } from './alerts';
import { listDashboards, readDashboard } from './dashboards';
import { listDrills, readDrill } from './drills';
import { graphQuery, readGraph } from './graph';
import { readRun } from './journals';
import { logsQuery, searchLogs } from './logs';
import type { Page, PageContent } from './pages';
import { parseInput } from './parse';
import { ConsoleError } from './problem';
import { listRunbooks, readRunbook } from './runbooks';
import { readSilences, silencesQuery } from './silences';
import { listChannels, readChannel } from './slack';
import type { Sources } from './sources';
import { readTrace, searchTraces, traceId, tracesQuery } from './traces';

/** The query as it stands in the address. */
const queryOf = (request: Request): string => /\?.*$/s.exec(request.originalUrl)?.[0] ?? '';

const parameter = (request: Request, name: string): string => String(request.params[name]);

/** Every page that there is, with its title and what it is about. */
export function listPages({ folders, upstreams }: Sources): readonly Page[] {
  const { runbooks, dashboards, journals } = folders;
  const drillFolders = { runbooks, journals };
  return [
    {
      path: '/',
      title: 'Alerts',
      load: async () => {
        const answer = await readAlerts(upstreams);
        const lines = answer.alerts.map(
          ({ name, state, annotations: { summary = '' } }) => `${state}: ${name}: ${summary}`,
        );
        return {
          ...about('Alerts', '/api/alerts', answer),
          text: lines.join('\n') || 'Nothing is pending, nothing fires.',
        };
      },
    },
    {
      path: '/runbooks',
      title: 'Runbooks',
      load: async () => about('Runbooks', '/api/runbooks', { runbooks: await listRunbooks(runbooks) }),
    },
    {
      path: '/runbooks/:alert',
      title: 'Runbook',
      load: async (request) => {
        const runbook = await readRunbook(runbooks, parameter(request, 'alert'));
        const { alert, body } = runbook;
        return { ...about(`${alert} · Runbook`, `/api/runbooks/${alert}`, runbook), text: body };
      },
    },
    {
      path: '/slack',
      title: 'Slack',
      load: async () => about('Slack', '/api/slack', await listChannels(upstreams.slackReceiver)),
    },
    {
      path: '/slack/:channel',
      title: 'Slack',
      load: async (request) => {
        const channel = await readChannel(upstreams.slackReceiver, parameter(request, 'channel'));
        const titles = channel.messages.flatMap(({ payload }) => payload.attachments?.map(({ title }) => title) ?? []);
        return { ...about(`#${channel.name} · Slack`, `/api/slack/${channel.name}`, channel), text: titles.join('\n') };
      },
    },
    {
      path: '/traces',
      title: 'Traces',
      load: async (request) => {
        const answer = await searchTraces(upstreams.jaeger, parseInput(tracesQuery.strip(), request.query));
        const lines = answer.latest.map(({ id, service, title }) => `${id} ${service}: ${title}`);
        return { ...about('Traces', `/api/traces${queryOf(request)}`, answer), text: lines.join('\n') };
      },
    },
    {
      path: '/traces/:id',
      title: 'Trace',
      load: async (request) => {
        const id = parameter(request, 'id');
        if (!traceId.safeParse(id).success) throw new ConsoleError('not_found', `${id} is no id of a trace`);
        const query = `trace.id:${id}`;
        const [trace, logs] = await Promise.all([
          readTrace(upstreams.jaeger, id),
          // The page has a trace to show without them; its scripts ask again, and say what is away.
          searchLogs(upstreams.elasticsearch, parseInput(logsQuery, { query })).catch(() => undefined),
        ]);
        return {
          title: `${trace.title} · Trace`,
          data: { [`/api/traces/${id}`]: trace, ...(logs && { [`/api/logs?query=${query}`]: logs }) },
          text: trace.spans.map(({ service, name }) => `${service}: ${name}`).join('\n'),
        };
      },
    },
    {
      path: '/logs',
      title: 'Logs',
      load: async (request) => {
        const answer = await searchLogs(upstreams.elasticsearch, parseInput(logsQuery.strip(), request.query));
        const lines = answer.lines.map(({ at, level, service, message }) => `${at} ${level} ${service}: ${message}`);
        return { ...about('Logs', `/api/logs${queryOf(request)}`, answer), text: lines.join('\n') };
      },
    },
    {
      path: '/dashboards',
      title: 'Dashboards',
      load: async () => about('Dashboards', '/api/dashboards', { dashboards: await listDashboards(dashboards) }),
    },
    {
      path: '/dashboards/:uid',
      title: 'Dashboard',
      load: async (request) => {
        const dashboard = await readDashboard(dashboards, parameter(request, 'uid'));
        const panels = dashboard.panels.map(({ title }) => String(title));
        const content = about(`${dashboard.title} · Dashboard`, `/api/dashboards/${dashboard.uid}`, dashboard);
        return { ...content, text: panels.join('\n') };
      },
    },
    {
      path: '/graph',
      title: 'Graph',
      load: async (request) => {
        if (request.query['g0.expr'] === undefined) return { title: 'Graph' };
        const graph = await readGraph(upstreams.prometheus, parseInput(graphQuery, request.query));
        return { ...about('Graph', `/api/graph${queryOf(request)}`, graph), text: graph.expression };
      },
    },
    {
      path: '/silences/new',
      title: 'New silence',
      load: async (request) => {
        const { filter } = parseInput(silencesQuery.strip(), request.query);
        const answer = await readSilences(upstreams.alertmanager, filter);
        const lines = answer.alerts.map(({ name, labels }) => `${name} ${JSON.stringify(labels)}`);
        return { ...about('New silence', `/api/silences${queryOf(request)}`, answer), text: lines.join('\n') };
      },
    },
    {
      path: '/drills',
      title: 'Drills',
      load: async () => about('Drills', '/api/drills', await listDrills(drillFolders)),
    },
    {
      path: '/drills/:name',
      title: 'Drill',
      load: async (request) => {
        const drill = await readDrill(drillFolders, parameter(request, 'name'));
        return about(`${drill.name} · Drill`, `/api/drills/${drill.name}`, drill);
      },
    },
    {
      path: '/drills/runs/:run',
      title: 'Run of a drill',
      load: async (request) => {
        const run = await readRun(journals, parameter(request, 'run'));
        return about(`${run.drill} · Run of a drill`, `/api/drills/runs/${run.run}`, run);
      },
    },
  ];
}

const about = (title: string, path: string, data: unknown): PageContent => ({ title, data: { [path]: data } });

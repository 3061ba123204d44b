import type { Request } from 'express';
import { listDashboards, readDashboard } from './dashboards';
import { listDrills, readDrill } from './drills';
import { readRun } from './journals';
import type { Page, PageContent } from './pages';
import { listRunbooks, readRunbook } from './runbooks';
import { listChannels, readChannel } from './slack';
import type { Sources } from './sources';
import { readTrace, traceId } from './traces';
import { ConsoleError } from './problem';

const parameter = (request: Request, name: string): string => String(request.params[name]);

/** Every page that there is, with its title and what it is about. */
export function listPages({ folders, upstreams }: Sources): readonly Page[] {
  const { runbooks, dashboards, journals } = folders;
  const drillFolders = { runbooks, journals };
  return [
    { path: '/', title: 'Alerts' },
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
    { path: '/traces', title: 'Traces' },
    {
      path: '/traces/:id',
      title: 'Trace',
      load: async (request) => {
        const id = parameter(request, 'id');
        if (!traceId.safeParse(id).success) throw new ConsoleError('not_found', `${id} is no id of a trace`);
        const trace = await readTrace(upstreams.jaeger, id);
        const lines = trace.spans.map(({ service, name }) => `${service}: ${name}`);
        return { ...about(`${trace.title} · Trace`, `/api/traces/${id}`, trace), text: lines.join('\n') };
      },
    },
    { path: '/logs', title: 'Logs' },
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
      load: (request) => {
        const expression = request.query['g0.expr'];
        return Promise.resolve({ title: 'Graph', ...(typeof expression === 'string' && { text: expression }) });
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

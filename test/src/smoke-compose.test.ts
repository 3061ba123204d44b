import { execFile } from 'node:child_process';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { dashboards } from '@firewatch/dashboards';
import { authorization } from './platform/elasticsearch';
import { paths } from './platform/settings';
import { grafanaAuthorization } from './smoke/grafana-client';

/**
 * Grafana and Kibana cannot be had natively. So here the checks of them meet servers that answer in the documented forms: it shows what the
 * checks ask and how they judge, not that the real ones are well.
 */
type Answer = (target: string) => unknown;

const GRAFANA_FRAME = {
  schema: {
    fields: [
      { name: 'Time', type: 'time' },
      { name: 'Value', type: 'number' },
    ],
  },
  data: { values: [[1_795_000_000_000], [4]] },
};

const grafana: Answer = (target) => {
  const uid = /^\/api\/dashboards\/uid\/([\w-]+)$/.exec(target)?.[1];
  if (uid !== undefined) {
    const dashboard = dashboards.find((known) => known.uid === uid);
    return { dashboard, meta: { provisioned: true } };
  }
  return target === '/api/ds/query' ? { results: { A: { status: 200, frames: [GRAFANA_FRAME] } } } : {};
};

const kibana: Answer = (target) => {
  if (target === '/api/status') return { status: { overall: { level: 'available' } } };
  if (target === '/api/data_views') return { data_view: [{ id: 'logs', title: 'firewatch-logs-*' }] };
  const fields = { '@timestamp': {}, 'trace.id': {}, 'service.name': {}, 'log.level': {} };
  return { data_view: { timeFieldName: '@timestamp', fields } };
};

const servers: http.Server[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))));

/** @param logins values of `authorization` that it lets in. @returns its port */
async function serve(answer: Answer, ...logins: readonly string[]): Promise<string> {
  const server = http.createServer((request, response) => {
    if (!logins.includes(request.headers.authorization ?? '')) response.writeHead(401).end('{}');
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer(request.url ?? '')));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return String((server.address() as AddressInfo).port);
}

function smoke(only: string, env: Readonly<Record<string, string>>): Promise<{ code: number; stdout: string }> {
  const words = [path.join('test', 'build', 'bin', 'smoke.js'), '--runtime', 'compose', '--only', only];
  return new Promise((resolve) => {
    execFile(process.execPath, words, { cwd: paths.root, env: { ...process.env, ...env } }, (error, stdout) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout });
    });
  });
}

it('are satisfied by what is provisioned, shows numbers, and is closed', async () => {
  const env = {
    GRAFANA_PORT: await serve(grafana, grafanaAuthorization()),
    KIBANA_PORT: await serve(kibana, authorization()),
  };
  const { code, stdout } = await smoke('closed-doors,grafana,kibana,panels', env);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(/ok {3}kibana .*firewatch-logs-\*/) as string,
  });
});

it('name a Grafana that takes the default password', async () => {
  const login = `Basic ${Buffer.from('admin:admin').toString('base64')}`;
  const env = {
    GRAFANA_PORT: await serve(grafana, grafanaAuthorization(), login),
    KIBANA_PORT: await serve(kibana, authorization()),
  };
  const { code, stdout } = await smoke('closed-doors', env);
  expect(code).toBe(1);
  expect(stdout).toMatch(/Grafana answers admin:admin with 200 instead of 401/);
});

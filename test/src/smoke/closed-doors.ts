import { elasticsearchUrl } from '../platform/elasticsearch';
import { settings } from '../platform/settings';
import { grafanaUrl } from './grafana-client';
import { kibanaUrl } from './kibana-client';
import { mustHaveNone, unless, type SmokeCheck } from './smoke-check';

/** What the images come with when nobody sets anything. */
const DEFAULTS = ['admin:admin', 'elastic:changeme'];

const basic = (login: string): string => `Basic ${Buffer.from(login).toString('base64')}`;

/** A problem, unless a URL is refused with 401 without a log-in and with each default one. */
async function mustRefuse(name: string, url: string): Promise<readonly string[]> {
  const attempts = [undefined, ...DEFAULTS].map(async (login) => {
    const headers = login === undefined ? {} : { authorization: basic(login) };
    const { status } = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(10_000) });
    return unless(status === 401, `${name} answers ${login ?? 'nobody'} with ${status} instead of 401: ${url}`);
  });
  return (await Promise.all(attempts)).flat();
}

export const doorsAreClosed: SmokeCheck = {
  name: 'closed-doors',
  title: 'nobody gets in without a password, or with a default one',
  look: async (runtime) => {
    const doors = [
      ['Elasticsearch', `${elasticsearchUrl()}/firewatch-logs-*/_search`],
      ["the task service's faults", `http://127.0.0.1:${settings().ports.taskService}/admin/faults`],
      ...(runtime === 'compose'
        ? [
            ['Grafana', `${grafanaUrl()}/api/user`],
            ['Grafana', `${grafanaUrl()}/api/search`],
            ['Kibana', `${kibanaUrl()}/api/data_views`],
          ]
        : []),
    ] as const;
    mustHaveNone((await Promise.all(doors.map(([name = '', url = '']) => mustRefuse(name, url)))).flat());
    return `${doors.length} doors, each tried ${DEFAULTS.length + 1} times`;
  },
};

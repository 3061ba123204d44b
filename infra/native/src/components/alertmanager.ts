import fs from 'node:fs';
import path from 'node:path';
import { endpoints } from '../endpoints';
import type { Component, ConfigFile, Context } from '../platform/component';
import { SLACK_CHANNELS } from '../slack-channels';
import { onLoopback } from './loopback';

/** Where the shared file has the URLs; the one thing that is replaced in it. */
const SHARED_WEBHOOKS = '/etc/alertmanager/webhooks/';
const WEBHOOKS = 'alertmanager/webhooks';

function configuration({ paths }: Context): ConfigFile {
  const shared = fs.readFileSync(path.join(paths.root, 'alerts/alertmanager.yml'), 'utf8');
  const content = shared.replaceAll(`: ${SHARED_WEBHOOKS}`, `: ${path.join(paths.config, WEBHOOKS)}${path.sep}`);
  return { path: 'alertmanager/alertmanager.yml', content };
}

function templates({ paths }: Context): readonly ConfigFile[] {
  const folder = path.join(paths.root, 'alerts/templates');
  return fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.tmpl'))
    .map((file) => ({
      path: `alertmanager/templates/${file}`,
      content: fs.readFileSync(path.join(folder, file), 'utf8'),
    }));
}

/** One URL each. A real webhook's is a secret, so all are treated as one. */
function webhooks({ settings }: Context): readonly ConfigFile[] {
  const { slackReceiver, deadMansSwitch } = endpoints(settings);
  const urls = SLACK_CHANNELS.filter((channel) => channel !== 'dead-mans-switch').map(
    (channel) => [`slack-${channel}`, `${slackReceiver}/services/${channel}`] as const,
  );
  return [...urls, ['dead-mans-switch', `${deadMansSwitch}/heartbeat`] as const].map(([name, url]) => ({
    path: `${WEBHOOKS}/${name}`,
    content: `${url}\n`,
    mode: 0o600,
  }));
}

export const alertmanager: Component = {
  name: 'alertmanager',
  artefacts: [
    {
      kind: 'go',
      module: 'alertmanager',
      package: 'github.com/prometheus/alertmanager/cmd/alertmanager',
      binary: 'alertmanager',
    },
    { kind: 'go', module: 'alertmanager', package: 'github.com/prometheus/alertmanager/cmd/amtool', binary: 'amtool' },
  ],
  directories: () => [{ path: 'alertmanager' }],
  files: (context) => [configuration(context), ...templates(context), ...webhooks(context)],
  processes: ({ settings: { ports }, paths }) => [
    {
      name: 'alertmanager',
      kind: 'service',
      argv: [
        path.join(paths.bin, 'alertmanager'),
        `--config.file=${path.join(paths.config, 'alertmanager/alertmanager.yml')}`,
        `--storage.path=${path.join(paths.data, 'alertmanager')}`,
        `--web.listen-address=${onLoopback(ports.alertmanager)}`,
        // The default is the machine's host name: links in messages would be dead.
        `--web.external-url=http://localhost:${ports.alertmanager}`,
        // There is one: no gossip, and so no second port.
        '--cluster.listen-address=',
        '--log.format=json',
      ],
      probe: { kind: 'http', port: ports.alertmanager, path: '/-/ready' },
      ports: { http: ports.alertmanager },
    },
  ],
  scrapeTargets: ({ settings }) => [{ job: 'alertmanager', port: settings.ports.alertmanager }],
  links: ({ settings }) => [{ title: 'Alertmanager', url: `http://localhost:${settings.ports.alertmanager}` }],
};

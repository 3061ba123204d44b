import path from 'node:path';
import { clockAlertmanager } from '../clock/alertmanager';
import { ClockError } from '../clock/clock-error';
import { endpoints } from '../endpoints';
import type { Component, ConfigFile, Context } from '../platform/component';
import { SLACK_CHANNELS } from '../slack-channels';
import { readAlertFile, readTemplateFiles } from './alert-files';
import { onLoopback } from './loopback';

/** Where the shared file has the URLs; what is replaced in it, besides the waits in a drill. */
const SHARED_WEBHOOKS = '/etc/alertmanager/webhooks/';
const WEBHOOKS = 'alertmanager/webhooks';

function configuration(context: Context): ConfigFile {
  const shared = readAlertFile(context, 'alertmanager.yml');
  if (!shared) throw new ClockError('route', `there is no alertmanager.yml in ${context.alerts ?? 'alerts/'}`);
  const { clockSpeed: speed, paths, webhooks = path.join(paths.config, WEBHOOKS) } = context;
  const text = speed === undefined ? shared.text : clockAlertmanager(shared.shown, shared.text, speed);
  const content = text.replaceAll(`: ${SHARED_WEBHOOKS}`, `: ${webhooks}${path.sep}`);
  return { path: 'alertmanager/alertmanager.yml', content };
}

function templates(context: Context): readonly ConfigFile[] {
  return readTemplateFiles(context).map(({ name, text }) => ({
    path: `alertmanager/templates/${name}`,
    content: text,
  }));
}

/** One URL each. A real webhook's is a secret, so all are treated as one. */
function webhookFiles({ settings }: Context): readonly ConfigFile[] {
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
  files: (context) => [configuration(context), ...templates(context), ...webhookFiles(context)],
  sweptFolders: ['alertmanager/templates'],
  processes: ({ settings: { ports }, paths }) => [
    {
      name: 'alertmanager',
      kind: 'service',
      argv: [
        path.join(paths.bin, 'alertmanager'),
        `--config.file=${path.join(paths.config, 'alertmanager/alertmanager.yml')}`,
        `--storage.path=${path.join(paths.data, 'alertmanager')}`,
        `--web.listen-address=${onLoopback(ports.alertmanager)}`,
        // Where the links of messages lead: the console's front page takes them.
        `--web.external-url=http://localhost:${ports.console}`,
        '--web.route-prefix=/',
        // There is one: no gossip, and so no second port.
        '--cluster.listen-address=',
        // The alert about messages that fail is routed by it: by another webhook than theirs.
        '--enable-feature=receiver-name-in-metrics',
        '--log.format=json',
      ],
      // The last to start: until everything that rules watch is there, they miss it, and nobody is to be notified of that.
      dependsOn: {
        'task-service': 'healthy',
        'task-service-daprd': 'healthy',
        consumer: 'healthy',
        'consumer-daprd': 'healthy',
        'log-shipper': 'healthy',
      },
      probe: { kind: 'http', port: ports.alertmanager, path: '/-/ready' },
      ports: { http: ports.alertmanager },
    },
  ],
  scrapeTargets: ({ settings }) => [{ job: 'alertmanager', port: settings.ports.alertmanager }],
  links: ({ settings }) => [{ title: 'Alertmanager', url: `http://localhost:${settings.ports.alertmanager}` }],
};

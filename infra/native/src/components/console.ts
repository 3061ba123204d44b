import path from 'node:path';
import { endpoints } from '../endpoints';
import type { Component, Context, ProcessSpec } from '../platform/component';
import { ELASTICSEARCH_READER } from './elasticsearch';
import { LOOPBACK } from './loopback';

/** Answers of other components pass through it: a hundred traces, a graph of a hundred thousand values. */
const HEAP = ['--max-old-space-size=96', '--max-semi-space-size=2'];

/** Under the data folder: what each run of a drill did. */
const JOURNALS = 'drills';

function process(context: Context): ProcessSpec {
  const { settings, paths } = context;
  const { prometheus, alertmanager, deadMansSwitch, slackReceiver, jaeger, elasticsearch } = endpoints(settings);
  return {
    name: 'console',
    kind: 'service',
    argv: ['node', ...HEAP, 'drills/build/bin/firewatch.js', 'console', 'run'],
    env: {
      NODE_ENV: 'production',
      LOG_LEVEL: settings.logLevel,
      OTEL_SERVICE_NAME: 'console',
      HTTP_HOST: LOOPBACK,
      HTTP_PORT: String(settings.ports.console),
      CONSOLE_TOKEN: settings.secrets.consoleToken,
      PROJECT_ROOT: paths.root,
      JOURNALS_DIR: path.join(paths.data, JOURNALS),
      PROMETHEUS_URL: prometheus,
      ALERTMANAGER_URL: alertmanager,
      DEAD_MANS_SWITCH_URL: deadMansSwitch,
      SLACK_RECEIVER_URL: slackReceiver,
      JAEGER_URL: jaeger,
      ELASTICSEARCH_URL: elasticsearch,
      ELASTICSEARCH_USERNAME: ELASTICSEARCH_READER,
      ELASTICSEARCH_PASSWORD: settings.secrets.elasticReaderPassword,
    },
    // It waits for nothing: what is down is what it is opened for.
    probe: { kind: 'http', port: settings.ports.console, path: '/readyz' },
    ports: { http: settings.ports.console },
  };
}

/** Where the links of alerts lead, and what a person opens first. */
export const console: Component = {
  name: 'console',
  directories: () => [{ path: JOURNALS }],
  processes: (context) => [process(context)],
  scrapeTargets: ({ settings: { ports } }) => [{ job: 'console', port: ports.console }],
  links: ({ settings: { ports } }) => [{ title: 'Console', url: `http://localhost:${ports.console}` }],
};

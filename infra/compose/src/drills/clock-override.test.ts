import { parse } from 'yaml';
import { clockOverride } from './clock-override';

const mount = (source: string, target: string) => ({ type: 'bind', source, target, read_only: true });
const config = JSON.stringify({
  services: {
    prometheus: {
      command: ['--config.file=/etc/prometheus/prometheus.yml'],
      volumes: [
        mount('/p/infra/config/prometheus/prometheus.yml', '/etc/prometheus/prometheus.yml'),
        mount('/p/infra/compose/config/prometheus/targets', '/etc/prometheus/targets'),
        mount('/p/alerts/rules/api.yml', '/etc/prometheus/rules/api.yml'),
        { type: 'volume', source: 'prometheus-data', target: '/prometheus' },
      ],
    },
    alertmanager: {
      command: ['--config.file=/etc/alertmanager/alertmanager.yml'],
      volumes: [
        mount('/p/alerts/alertmanager.yml', '/etc/alertmanager/alertmanager.yml'),
        mount('/p/alerts/templates', '/etc/alertmanager/templates'),
        mount('/p/infra/compose/config/alertmanager/webhooks', '/etc/alertmanager/webhooks'),
      ],
    },
    redis: { command: null },
  },
});

test('rules, routes and templates come from the rendered configuration, and nothing else changes', () => {
  const text = clockOverride(config, '/rendered', ['--query.lookback-delta=30s']);
  const tag = { tag: '!override', collection: 'seq' as const };
  expect(parse(text, { customTags: [tag] })).toEqual({
    services: {
      prometheus: {
        command: ['--config.file=/etc/prometheus/prometheus.yml', '--query.lookback-delta=30s'],
        volumes: [
          mount('/p/infra/compose/config/prometheus/targets', '/etc/prometheus/targets'),
          { type: 'volume', source: 'prometheus-data', target: '/prometheus' },
          mount('/rendered/prometheus/prometheus.yml', '/etc/prometheus/prometheus.yml'),
          mount('/rendered/prometheus/rules', '/etc/prometheus/rules'),
        ],
      },
      alertmanager: {
        command: ['--config.file=/etc/alertmanager/alertmanager.yml'],
        volumes: [
          mount('/p/infra/compose/config/alertmanager/webhooks', '/etc/alertmanager/webhooks'),
          mount('/rendered/alertmanager/alertmanager.yml', '/etc/alertmanager/alertmanager.yml'),
          mount('/rendered/alertmanager/templates', '/etc/alertmanager/templates'),
        ],
      },
    },
  });
});

test('each list replaces that of the first file, of whose rules none is left', () => {
  expect(clockOverride(config, '/rendered', []).match(/!override/g)).toHaveLength(4);
});

import path from 'node:path';
import { change, replace, set } from './edits';
import type { Mistake } from './mistake';

/** Mistakes in who calls whom. */
export const ADDRESSES_MISTAKES: readonly Mistake[] = [
  {
    name: 'a wrong port of a data source',
    seed: set('services/grafana/environment/PROMETHEUS_URL', 'http://prometheus:9091'),
    found: [['addresses', 'services.grafana.environment.PROMETHEUS_URL', 'prometheus does not listen on port 9091']],
  },
  {
    name: 'a wrong port of a scrape target',
    seed: change('prometheus', 'infra/compose/config/prometheus/targets', (folder) =>
      replace('redis-exporter:9121', 'redis-exporter:9122')(path.join(folder, 'compose.json')),
    ),
    found: [
      ['addresses', 'targets/compose.json', 'redis-exporter does not listen on port 9122'],
      ['parity-scrape-targets', 'targets', 'natively {job="redis"} at port 9121 is scraped'],
      ['parity-scrape-targets', 'targets', 'natively no {job="redis"} at port 9122 is scraped'],
    ],
  },
  {
    name: 'a scrape target under another label',
    seed: change('prometheus', 'infra/compose/config/prometheus/targets', (folder) =>
      replace('"job": "redis"', '"job": "redis-exporter"')(path.join(folder, 'compose.json')),
    ),
    found: [
      ['parity-scrape-targets', 'targets', 'natively {job="redis"} at port 9121 is scraped'],
      ['parity-scrape-targets', 'targets', 'natively no {job="redis-exporter"} at port 9121 is scraped'],
    ],
  },
  {
    name: 'a webhook of a service that is not there',
    seed: change('alertmanager', 'infra/compose/config/alertmanager/webhooks', (folder) =>
      replace('slack-receiver', 'slack')(path.join(folder, 'slack-critical')),
    ),
    found: [
      ['addresses', 'slack-critical', 'alertmanager calls slack:8084, but no service and no alias is named slack'],
    ],
  },
  {
    name: 'a server on no network of its client',
    seed: set('services/grafana/networks', ['edge', 'telemetry']),
    found: [['addresses', 'services.grafana.environment.ELASTICSEARCH_URL', 'the two share no network']],
  },
  {
    name: 'a broker list with a port that is not for the network',
    seed: set('services/kafka-ui/environment/KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS', 'kafka-1:9192'),
    found: [
      [
        'addresses',
        'services.kafka-ui.environment.KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS',
        'kafka-1 does not listen on port 9192',
      ],
    ],
  },
];

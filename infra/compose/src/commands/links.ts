import type { Model } from '../engine/model';

/** What a person opens: title, service that publishes it, port in the container, path. */
const PAGES = [
  ['Console', 'console', 8088, ''],
  ['Grafana (user admin, GRAFANA_ADMIN_PASSWORD)', 'grafana', 3000, ''],
  ['Kibana (user elastic, ELASTIC_PASSWORD)', 'kibana', 5601, ''],
  ['Prometheus', 'prometheus', 9090, ''],
  ['Alertmanager', 'alertmanager', 9093, ''],
  ['Jaeger', 'jaeger', 16686, ''],
  ['Kafka UI (user firewatch, KAFKA_UI_PASSWORD)', 'kafka-ui', 8082, ''],
  ['Dapr dashboard', 'dapr-dashboard', 8083, ''],
  ['Task service (API)', 'task-service-pod', 8080, '/readyz'],
  ['Slack channels', 'slack-receiver', 8084, '/'],
] as const;

export interface Link {
  readonly title: string;
  readonly url: string;
}

/** @returns links to those pages that the project publishes on this machine */
export function findLinks({ services }: Model): Link[] {
  return PAGES.flatMap(([title, name, target, path]) => {
    const published = services.find((service) => service.name === name)?.ports[target];
    return published === undefined ? [] : [{ title, url: `http://localhost:${published}${path}` }];
  });
}

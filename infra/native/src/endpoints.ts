import type { Settings } from './settings';

/** Base URLs and addresses of the running components, without credentials and without a trailing slash. */
export function endpoints({ ports }: Settings) {
  const http = (port: number) => `http://127.0.0.1:${port}`;
  return {
    taskService: http(ports.taskService),
    consumer: http(ports.consumer),
    registry: http(ports.registry),
    /** The Confluent-compatible API of the schema registry. */
    schemaRegistry: `${http(ports.registry)}/apis/ccompat/v7`,
    prometheus: http(ports.prometheus),
    alertmanager: http(ports.alertmanager),
    slackReceiver: http(ports.slackReceiver),
    deadMansSwitch: http(ports.deadMansSwitch),
    console: http(ports.console),
    jaeger: http(ports.jaegerUi),
    jaegerOtlp: http(ports.jaegerOtlpHttp),
    jaegerAdmin: http(ports.jaegerAdmin),
    elasticsearch: http(ports.elasticsearch),
    toxiproxy: http(ports.toxiproxy),
    taskServiceDapr: http(ports.taskServiceDaprHttp),
    consumerDapr: http(ports.consumerDaprHttp),
    logShipper: http(ports.logShipper),
    traffic: http(ports.traffic),
    /** host:port of each broker. */
    kafkaBrokers: [ports.kafka1, ports.kafka2, ports.kafka3].map((port) => `127.0.0.1:${port}`),
    zookeeper: `127.0.0.1:${ports.zookeeper}`,
    postgres: { host: '127.0.0.1', port: ports.postgres },
    redis: { host: '127.0.0.1', port: ports.redis },
  } as const;
}

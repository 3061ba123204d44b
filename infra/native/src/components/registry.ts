import path from 'node:path';
import type { Component } from '../platform/component';
import { fewArenas, java, javaArtefact, smallJvm } from './java';
import { LOOPBACK } from './loopback';

const VERSION = '2.6.13.Final';

export const registry: Component = {
  name: 'registry',
  artefacts: [
    javaArtefact,
    {
      kind: 'maven-archive',
      coordinates: `io.apicurio:apicurio-registry-app:${VERSION}:tar.gz:all`,
      target: 'registry',
    },
  ],
  directories: () => [{ path: 'registry' }],
  processes: ({ settings: { ports }, paths }) => [
    {
      name: 'registry',
      kind: 'service',
      argv: [
        java,
        ...smallJvm(128),
        '-jar',
        path.join(paths.cache, 'registry', `apicurio-registry-app-${VERSION}-runner.jar`),
      ],
      env: {
        ...fewArenas,
        HTTP_PORT: String(ports.registry),
        QUARKUS_HTTP_HOST: LOOPBACK,
        // By default the schemas are in memory. Events carry the ids of their schemas, so the registry must never forget or renumber
        // them: a file, written at every commit (WRITE_DELAY=0; the default of half a second would lose what was acknowledged).
        REGISTRY_DATASOURCE_URL: `jdbc:h2:file:${path.join(paths.data, 'registry/registry')};WRITE_DELAY=0`,
        QUARKUS_DATASOURCE_JDBC_MIN_SIZE: '2',
        QUARKUS_DATASOURCE_JDBC_INITIAL_SIZE: '2',
        QUARKUS_DATASOURCE_JDBC_MAX_SIZE: '10',
        QUARKUS_LOG_CONSOLE_FORMAT: '%d{yyyy-MM-dd HH:mm:ss,SSS} %p [%c] (%t) %m%n%e',
      },
      probe: { kind: 'http', port: ports.registry, path: '/health/ready' },
      ports: { http: ports.registry },
    },
  ],
  scrapeTargets: ({ settings }) => [{ job: 'registry', port: settings.ports.registry }],
  links: ({ settings }) => [
    { title: 'Schema registry', url: `http://localhost:${settings.ports.registry}/apis/ccompat/v7/subjects` },
  ],
};

import path from 'node:path';
import type { Component } from '../platform/component';
import { onLoopback } from './loopback';

export const jaeger: Component = {
  name: 'jaeger',
  artefacts: [
    { kind: 'go', module: 'jaeger', package: 'github.com/jaegertracing/jaeger/cmd/all-in-one', binary: 'jaeger' },
  ],
  directories: () => [{ path: 'jaeger' }],
  processes: ({ settings: { ports }, paths }) => [
    {
      name: 'jaeger',
      kind: 'service',
      argv: [
        path.join(paths.bin, 'jaeger'),
        // The memory store grows without bound and forgets at a restart.
        '--badger.ephemeral=false',
        `--badger.directory-key=${path.join(paths.data, 'jaeger/keys')}`,
        `--badger.directory-value=${path.join(paths.data, 'jaeger/values')}`,
        '--badger.span-store-ttl=72h',
        `--collector.otlp.grpc.host-port=${onLoopback(ports.jaegerOtlpGrpc)}`,
        `--collector.otlp.http.host-port=${onLoopback(ports.jaegerOtlpHttp)}`,
        `--collector.http-server.host-port=${onLoopback(ports.jaegerCollector)}`,
        `--query.http-server.host-port=${onLoopback(ports.jaegerUi)}`,
        `--admin.http.host-port=${onLoopback(ports.jaegerAdmin)}`,
        // Nothing uses Jaeger's own gRPC servers, and they cannot be switched off: any free port.
        `--collector.grpc-server.host-port=${onLoopback(0)}`,
        `--query.grpc-server.host-port=${onLoopback(0)}`,
      ],
      // The limit is a soft one: above it Go collects more often.
      env: { SPAN_STORAGE_TYPE: 'badger', GOMEMLIMIT: '128MiB' },
      probe: { kind: 'http', port: ports.jaegerAdmin, path: '/' },
      ports: {
        query: ports.jaegerUi,
        'otlp-grpc': ports.jaegerOtlpGrpc,
        'otlp-http': ports.jaegerOtlpHttp,
        collector: ports.jaegerCollector,
        metrics: ports.jaegerAdmin,
      },
    },
  ],
  scrapeTargets: ({ settings }) => [{ job: 'jaeger', port: settings.ports.jaegerAdmin }],
  links: ({ settings }) => [
    { title: 'Jaeger (query API)', url: `http://localhost:${settings.ports.jaegerUi}/api/services` },
  ],
};

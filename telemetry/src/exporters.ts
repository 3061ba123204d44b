import * as jaegerPackage from '@opentelemetry/exporter-jaeger';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';

import type { TelemetryConfig } from './config';
import type { Exporter } from './export-queue';

/** Time for one export with its repetitions; shorter than the queue's own limit, so that a slow answer is told apart. */
const EXPORT_TIMEOUT_MS = 5_000;

/**
 * Deprecated by its authors, and kept as a choice beside OTLP for Jaeger installations that do not speak it; this type
 * states all that is used of it.
 */
const jaeger: { JaegerExporter: new (settings: { endpoint: string }) => Exporter } = jaegerPackage;

/** A factory of exporters for the exporter chosen, or undefined for `none`. */
export function exporterFactory(config: TelemetryConfig): (() => Exporter) | undefined {
  switch (config.exporter) {
    case 'otlp':
      return () =>
        new OTLPTraceExporter({
          url: `${config.otlpEndpoint.replace(/\/+$/, '')}/v1/traces`,
          timeoutMillis: EXPORT_TIMEOUT_MS,
        });
    case 'jaeger':
      // The SDK no longer knows this exporter by the environment: it is deprecated and has to be wired here.
      return () => new jaeger.JaegerExporter({ endpoint: config.jaegerEndpoint });
    case 'none':
      return undefined;
  }
}

import { randomUUID } from 'node:crypto';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import type { Resource } from '@opentelemetry/resources';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { AlwaysOffSampler } from '@opentelemetry/sdk-trace';

import type { TelemetryConfig } from './config';
import { routeOpenTelemetryDiagnostics } from './diagnostics';
import { ExportQueue } from './export-queue';
import { exporterFactory } from './exporters';
import { FailedTraceKeeper } from './failed-trace-keeper';
import { createInstrumentations } from './instrumentations';
import { createSampler } from './sampler';
import { stopAtShutdown } from './shutdown';

/**
 * Starts tracing for this process. To be called once, before the libraries to be traced are loaded. With the exporter
 * `none` no spans are recorded, but trace contexts are still read, made and passed on.
 */
export function startTracing(config: TelemetryConfig): void {
  routeOpenTelemetryDiagnostics();
  const createExporter = exporterFactory(config);
  const nodeSdk = new NodeSDK({
    resource: createResource(config),
    autoDetectResources: false,
    sampler: createExporter === undefined ? new AlwaysOffSampler() : createSampler(config.samplingRatio),
    spanProcessors: [createExporter === undefined ? nowhere : new FailedTraceKeeper(new ExportQueue(createExporter))],
    // No baggage: it would go out in the headers of every outgoing request.
    textMapPropagator: new W3CTraceContextPropagator(),
    instrumentations: createInstrumentations(),
    // Metrics and logs have their own ways; without these the SDK would set up OTLP exporters for them.
    metricReaders: [],
    logRecordProcessors: [],
  });
  nodeSdk.start();
  stopAtShutdown(() => nodeSdk.shutdown());
}

function createResource(config: TelemetryConfig): Resource {
  return defaultResource().merge(
    resourceFromAttributes({
      ...config.resourceAttributes,
      'service.name': config.serviceName,
      'service.version': config.serviceVersion,
      'service.instance.id': randomUUID(),
      'deployment.environment.name': config.environment,
    }),
  );
}

const nowhere = {
  onStart: () => undefined,
  onEnd: () => undefined,
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};

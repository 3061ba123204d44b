import { readTelemetryConfig } from './config';

test('has a default for every setting', () => {
  const { config, problems } = readTelemetryConfig({});
  expect(problems).toEqual([]);
  expect(config).toMatchObject({
    exporter: 'otlp',
    otlpEndpoint: 'http://127.0.0.1:4318',
    samplingRatio: 1,
    logLevel: 'info',
    serviceVersion: '0.0.0',
    environment: 'development',
  });
  expect(config.serviceName).not.toBe('');
});

test('reads what is set; a ratio of 0 is a ratio', () => {
  const { config, problems } = readTelemetryConfig({
    OTEL_SERVICE_NAME: 'consumer',
    OTEL_TRACES_EXPORTER: 'jaeger',
    OTEL_TRACES_SAMPLER_ARG: '0',
    OTEL_RESOURCE_ATTRIBUTES: 'service.version=1.2.3,deployment.environment.name=production,team=a=b',
    LOG_LEVEL: 'debug',
  });
  expect(problems).toEqual([]);
  expect(config).toMatchObject({
    serviceName: 'consumer',
    exporter: 'jaeger',
    samplingRatio: 0,
    serviceVersion: '1.2.3',
    environment: 'production',
    resourceAttributes: { team: 'a=b' },
    logLevel: 'debug',
  });
});

test.each([
  ['OTEL_TRACES_EXPORTER', 'zipkin'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'somewhere:4318'],
  ['OTEL_EXPORTER_JAEGER_ENDPOINT', 'ftp://127.0.0.1'],
  ['OTEL_TRACES_SAMPLER_ARG', '1.5'],
  ['OTEL_TRACES_SAMPLER_ARG', 'half'],
  ['OTEL_RESOURCE_ATTRIBUTES', 'service.version'],
  ['LOG_LEVEL', 'loud'],
])('replaces a malformed %s (%s) by its default, reports it, and keeps the other settings', (variable, value) => {
  const { config, problems } = readTelemetryConfig({ OTEL_SERVICE_NAME: 'kept', [variable]: value });
  expect(problems).toMatchObject([{ variable, problem: 'malformed' }]);
  expect(config).toEqual(readTelemetryConfig({ OTEL_SERVICE_NAME: 'kept' }).config);
});

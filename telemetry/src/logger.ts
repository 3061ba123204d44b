import { ecsFormat } from '@elastic/ecs-pino-format';
import { isSpanContextValid, trace } from '@opentelemetry/api';
import pino from 'pino';
import type { DestinationStream, Logger } from 'pino';

import { processConfig } from './config';
import type { TelemetryConfig } from './config';

export type { Logger } from 'pino';

/** Fields that hold secrets or personal data, each at the depths where our own code logs them. */
const SENSITIVE_FIELDS = [
  'authorization',
  'cookie',
  'password',
  'passwordHash',
  'accessToken',
  'token',
  'secret',
  'email',
  'displayName',
];

/** Headers as logged by a proxy of the request or response objects. */
const SENSITIVE_HEADERS = ['authorization', 'cookie', '["set-cookie"]', '["dapr-api-token"]', '["x-admin-token"]'];

/** What pino redacts: explicit paths only, since wildcards over whole trees cost too much on each line. */
export const REDACTED_PATHS: readonly string[] = [
  ...SENSITIVE_FIELDS.flatMap((field) => [field, `*.${field}`]),
  ...SENSITIVE_HEADERS.flatMap((header) =>
    ['headers', 'req.headers', 'res.headers', 'request.headers', 'response.headers'].map((prefix) =>
      header.startsWith('[') ? `${prefix}${header}` : `${prefix}.${header}`,
    ),
  ),
];

/**
 * A logger that writes one ECS JSON document a line, with `trace.id` and `span.id` of the active span; outside of a
 * span the line has neither. Errors given as `err` become `error.type`, `error.message` and `error.stack_trace`.
 *
 * @param destination where lines go; default is stdout, written synchronously so that no line is lost at exit
 */
export function createLogger(
  config: Pick<TelemetryConfig, 'serviceName' | 'serviceVersion' | 'environment' | 'logLevel'>,
  destination: DestinationStream = pino.destination({ fd: 1, sync: true }),
): Logger {
  const ecs = ecsFormat({
    apmIntegration: false,
    convertReqRes: false,
    serviceName: config.serviceName,
    serviceVersion: config.serviceVersion,
    serviceEnvironment: config.environment,
    eventDataset: config.serviceName,
  });
  return pino(
    {
      ...ecs,
      level: config.logLevel,
      redact: { paths: [...REDACTED_PATHS], censor: '[redacted]' },
      mixin: idsOfActiveSpan,
    },
    destination,
  );
}

/** The root logger of this process, set by OTEL_SERVICE_NAME and LOG_LEVEL. */
export const logger: Logger = createLogger(processConfig.config);

for (const { variable, expected } of processConfig.problems) {
  logger.warn({ 'log.logger': 'telemetry' }, `${variable} is malformed and its default is used: expected ${expected}`);
}

function idsOfActiveSpan(): object {
  const spanContext = trace.getActiveSpan()?.spanContext();
  if (spanContext === undefined || !isSpanContextValid(spanContext)) return {};
  return { 'trace.id': spanContext.traceId, 'span.id': spanContext.spanId };
}

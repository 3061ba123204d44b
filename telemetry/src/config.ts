import { basename, extname } from 'node:path';
import { z } from 'zod';

import { EnvironmentError, readEnv } from './env';
import type { Environment, EnvironmentProblem } from './env';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** The telemetry's own variables. Every one has a default, so that telemetry never keeps a service from starting. */
export const telemetrySchema = z.object({
  OTEL_SERVICE_NAME: z.string().min(1).optional().describe('the name of the service, for instance task-service'),
  OTEL_RESOURCE_ATTRIBUTES: z
    .string()
    .transform(parseResourceAttributes)
    .default({})
    .describe(
      'name=value pairs separated by commas, for instance service.version=1.2.0,deployment.environment.name=production',
    ),
  OTEL_TRACES_EXPORTER: z.enum(['otlp', 'jaeger', 'none']).default('otlp').describe('otlp, jaeger or none'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:4318')
    .describe('the base URL of an OTLP/HTTP collector, for instance http://127.0.0.1:4318'),
  OTEL_EXPORTER_JAEGER_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:14268/api/traces')
    .describe("the URL of Jaeger's collector, for instance http://127.0.0.1:14268/api/traces"),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('the share of traces to keep, a number from 0 to 1'),
  LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .default('info')
    .describe(`one of ${LOG_LEVELS.join(', ')}`),
});

export interface TelemetryConfig {
  readonly serviceName: string;
  readonly serviceVersion: string;
  readonly environment: string;
  /** Further attributes of the resource that spans belong to. */
  readonly resourceAttributes: Readonly<Record<string, string>>;
  readonly exporter: 'otlp' | 'jaeger' | 'none';
  readonly otlpEndpoint: string;
  readonly jaegerEndpoint: string;
  /** Share of new traces that are sampled, 0 to 1. */
  readonly samplingRatio: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/**
 * Reads the telemetry's settings. Never throws: a malformed variable is replaced by its default and listed in
 * `problems`, because a wrong telemetry setting must not stop the service. The preload logs and counts them.
 * Without OTEL_SERVICE_NAME the name of the program file is used.
 */
export function readTelemetryConfig(env: Environment = process.env): {
  config: TelemetryConfig;
  problems: readonly EnvironmentProblem[];
} {
  try {
    return { config: toConfig(readEnv(telemetrySchema, env)), problems: [] };
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    const usable: Record<string, string | undefined> = { ...env };
    for (const { variable } of error.problems) usable[variable] = undefined;
    return { config: toConfig(readEnv(telemetrySchema, usable)), problems: error.problems };
  }
}

/** The settings of this process, read once. */
export const processConfig = readTelemetryConfig();

function toConfig(env: z.output<typeof telemetrySchema>): TelemetryConfig {
  return {
    serviceName: env.OTEL_SERVICE_NAME ?? programName(),
    serviceVersion: env.OTEL_RESOURCE_ATTRIBUTES['service.version'] ?? '0.0.0',
    environment: env.OTEL_RESOURCE_ATTRIBUTES['deployment.environment.name'] ?? 'development',
    resourceAttributes: env.OTEL_RESOURCE_ATTRIBUTES,
    exporter: env.OTEL_TRACES_EXPORTER,
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    jaegerEndpoint: env.OTEL_EXPORTER_JAEGER_ENDPOINT,
    samplingRatio: env.OTEL_TRACES_SAMPLER_ARG,
    logLevel: env.LOG_LEVEL,
  };
}

function programName(): string {
  const program = process.argv[1];
  return program === undefined ? 'node' : basename(program, extname(program));
}

function parseResourceAttributes(text: string, issues: z.RefinementCtx): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const pair of text.split(',')) {
    const separator = pair.indexOf('=');
    if (separator < 1) {
      issues.addIssue({ code: 'custom', message: 'a pair without a name or without =' });
      return z.NEVER;
    }
    attributes[pair.slice(0, separator).trim()] = pair.slice(separator + 1).trim();
  }
  return attributes;
}

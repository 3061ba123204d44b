import { readEnv } from '@firewatch/telemetry';
import path from 'node:path';
import { readEnvFile } from './env-file';
import { resolvePaths } from './platform/paths';
import { SLACK_CHANNELS, SLACK_WEBHOOKS, type SlackChannel } from './slack-channels';
import { PORTS, SECRETS, variables, type PortName, type SecretName } from './variables';

/** The platform's settings: `.env.local`, overridden by the process environment. */
export interface Settings {
  readonly ports: Readonly<Record<PortName, number>>;
  readonly secrets: Readonly<Record<SecretName, string>>;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
  /** Requests a second. */
  readonly trafficRate: number;
  readonly tracesExporter: 'otlp' | 'jaeger' | 'none';
  /** 0 to 1. */
  readonly tracesSamplerArg: number;
  /** Of the real Slack; channels without one are left out. Each is a secret. */
  readonly slackWebhookUrls: Readonly<Partial<Record<SlackChannel, string>>>;
  /** Without a heartbeat of the alert path, until the dead-man's switch posts. */
  readonly deadMansSwitchSeconds: number;
  /** While no drill runs. */
  readonly scrapeIntervalSeconds: number;
  /** How many times faster than in production the alert path goes in a drill, unless that is told otherwise. */
  readonly drillSpeed: number;
}

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Variables by name, as in `process.env`. */
export type Env = Readonly<Record<string, string | undefined>>;

/**
 * Checks `env` against the platform's variables.
 * Throws telemetry's EnvironmentError for missing or malformed variables, SettingsError for a port given twice.
 */
export function parseSettings(env: Env): Settings {
  const values = readEnv(variables, env);
  const settings: Settings = {
    ports: fromTable(PORTS, ([variable]) => values[variable]),
    secrets: fromTable(SECRETS, ([variable]) => values[variable]),
    logLevel: values.LOG_LEVEL,
    trafficRate: values.TRAFFIC_RATE,
    tracesExporter: values.OTEL_TRACES_EXPORTER,
    tracesSamplerArg: values.OTEL_TRACES_SAMPLER_ARG,
    slackWebhookUrls: Object.fromEntries(
      SLACK_CHANNELS.map((channel) => [channel, values[SLACK_WEBHOOKS[channel]]] as const).filter(
        ([, url]) => url !== '',
      ),
    ),
    deadMansSwitchSeconds: values.DEAD_MANS_SWITCH_SECONDS,
    scrapeIntervalSeconds: Number.parseInt(values.SCRAPE_INTERVAL, 10),
    drillSpeed: values.DRILL_SPEED,
  };
  refusePortsGivenTwice(settings.ports);
  return settings;
}

/**
 * Reads the settings of the project at `root` (default: this project) from its `.env.local`, if there is one, and the process
 * environment, which wins. Throws SettingsError or telemetry's EnvironmentError; the message is fit for the user.
 */
export function readSettings(root = resolvePaths().root, env: Env = process.env): Settings {
  const known = Object.keys(variables.shape);
  const file = readEnvFile(path.join(root, '.env.local'));
  const unknown = Object.keys(file).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new SettingsError(
      `.env.local sets what nothing reads: ${unknown.join(', ')}. Remove it, or see what \`make env-check\` says.`,
    );
  }
  return parseSettings(withOverrides(file, env));
}

/** @returns the variables of `file`, those of the platform overridden by `env`; what is empty there overrides nothing */
export function withOverrides(file: Env, env: Env): Env {
  const overrides = Object.entries(env).filter(([name, value]) => name in variables.shape && (value ?? '') !== '');
  return { ...file, ...Object.fromEntries(overrides) };
}

function fromTable<K extends string, Row, V>(table: Readonly<Record<K, Row>>, value: (row: Row) => V): Record<K, V> {
  const rows = Object.entries(table) as [K, Row][];
  return Object.fromEntries(rows.map(([key, row]) => [key, value(row)])) as Record<K, V>;
}

function refusePortsGivenTwice(ports: Settings['ports']): void {
  const owners = new Map<number, string>();
  for (const [name, port] of Object.entries(ports) as [PortName, number][]) {
    const [variable] = PORTS[name];
    const owner = owners.get(port);
    if (owner !== undefined) throw new SettingsError(`Port ${port} is given twice: by ${owner} and by ${variable}.`);
    owners.set(port, variable);
  }
}

import { diag, DiagLogLevel } from '@opentelemetry/api';

import { logger } from './logger';

/** The shortest time between two lines about the same trouble. */
const SILENCE_MS = 60_000;
/** More kinds of trouble than this at once are not told apart any longer, so that the memory stays small. */
const MAX_KINDS = 64;

interface Silence {
  until: number;
  suppressed: number;
}

const silences = new Map<string, Silence>();
const log = logger.child({ 'log.logger': 'telemetry' });

/**
 * Logs a warning about the telemetry itself, at most once a minute for each `kind`; the next line says how many were
 * left out. A collector that is away for hours costs one line a minute.
 */
export function warnRarely(kind: string, message: string, details: object = {}): void {
  const now = Date.now();
  const silence = silences.get(kind);
  if (silence !== undefined && now < silence.until) {
    silence.suppressed += 1;
    return;
  }
  if (silences.size >= MAX_KINDS) silences.clear();
  silences.set(kind, { until: now + SILENCE_MS, suppressed: 0 });
  const suppressed = silence?.suppressed ?? 0;
  log.warn(suppressed > 0 ? { ...details, 'firewatch.suppressed_lines': suppressed } : details, message);
}

/** Sends OpenTelemetry's own warnings and errors to our logger, rarely. */
export function routeOpenTelemetryDiagnostics(): void {
  const warn = (message: string): void => warnRarely(`opentelemetry: ${message}`, `OpenTelemetry: ${message}`);
  const ignore = (): void => undefined;
  diag.setLogger(
    { error: warn, warn, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}

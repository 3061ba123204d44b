import { warnRarely } from './diagnostics';
import { counter } from './metrics';

let stop: (() => Promise<void>) | undefined;
let ending: Promise<void> | undefined;

/** Names what {@link telemetryShutdown} has to stop. Kept apart from it so that a process without traces loads no SDK. */
export function stopAtShutdown(stopTracing: () => Promise<void>): void {
  stop = stopTracing;
}

/**
 * Sends the spans that are queued, for at most 3 s, and stops tracing; spans that end later are counted as dropped.
 * Never rejects, never ends the process. Without the preload it does nothing. Further calls wait for the first.
 */
export function telemetryShutdown(): Promise<void> {
  ending ??= stopInOrder();
  return ending;
}

async function stopInOrder(): Promise<void> {
  try {
    await stop?.();
  } catch (error) {
    counter('telemetry_failures_total').inc({ operation: 'shutdown' });
    warnRarely('shutdown', 'Tracing could not be stopped in order', { err: error });
  }
}

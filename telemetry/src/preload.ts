/**
 * To be loaded before the program: `node --require @firewatch/telemetry/preload program.js`. Whatever goes wrong here is
 * logged and counted, and the program starts without traces.
 */
import { processConfig } from './config';
import { warnRarely } from './diagnostics';
import { counter, startDefaultMetrics } from './metrics';
import { startTracing } from './tracing';

try {
  startDefaultMetrics();
  counter('telemetry_failures_total').inc({ operation: 'configure' }, processConfig.problems.length);
  startTracing(processConfig.config);
} catch (error) {
  counter('telemetry_failures_total').inc({ operation: 'start' });
  warnRarely('start', 'The program runs without telemetry, which could not be started', { err: error });
}

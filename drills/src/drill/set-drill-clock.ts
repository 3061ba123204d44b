import { ClockError } from '@firewatch/native';
import { DrillFailure } from './drill-failure';
import type { DrillTools } from './drill-tools';
import type { Done, Run, Say } from './run';

/** Loads what is drilled, at the drill's speed. Throws DrillFailure that blames the rule, the route or the template that cannot be loaded. */
export async function setDrillClock(
  { setClock, speed, content }: DrillTools,
  { signal }: Run,
  say: Say,
): Promise<Done> {
  try {
    await setClock({ speed, alerts: content.alerts, signal, onProgress: say });
  } catch (error) {
    if (error instanceof ClockError) throw new DrillFailure(error.part, error.message, { cause: error });
    throw error;
  }
  return { said: speed === 1 ? "production's own time" : `${speed} times as fast as in production` };
}

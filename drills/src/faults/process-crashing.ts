import type { ProcessControl } from '@firewatch/native';
import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import { READY_TIMEOUT_MS, startAndWait } from './bring-back';
import type { Fault, FaultContext } from './fault';

/**
 * SIGKILL, again as soon as the process is ready, with its restart policy as it is: the supervisor restarts it each time. A restart by
 * hand, which the supervisor does not count, ends that; so does the end of the drill.
 */
export function processCrashing(
  { process: name }: Extract<FaultSpec, { name: 'process-crashing' }>,
  { processes }: FaultContext,
): Fault {
  let stop = new AbortController();
  let crashing: Promise<void> = Promise.resolve();
  let crashes = 0;

  return {
    title: `${name} crashes again and again`,
    inject() {
      stop = new AbortController();
      crashing = crashUntil(stop.signal, processes, name, () => (crashes += 1));
      return Promise.resolve();
    },
    missing() {
      return Promise.resolve(crashes > 0 && !stop.signal.aborted ? undefined : `${name} does not crash`);
    },
    async withdraw() {
      stop.abort();
      await crashing;
      await startAndWait(processes, name);
    },
  };
}

async function crashUntil(
  signal: AbortSignal,
  processes: ProcessControl,
  name: string,
  onCrash: () => void,
): Promise<void> {
  try {
    while (!signal.aborted) {
      const before = await processes.state(name);
      await processes.crash(name);
      onCrash();
      const restarted = await processes.state(name);
      if (restarted.restarts <= before.restarts) return;
      await processes.waitUntilReady(name, READY_TIMEOUT_MS);
      // Another process without another count: a restart by hand while it started.
      if ((await processes.state(name)).pid !== restarted.pid) return;
    }
  } catch {
    // It was stopped by hand, between two crashes or during one: that is what ends this.
  }
}

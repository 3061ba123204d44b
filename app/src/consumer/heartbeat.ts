import { pause } from '../retry';
import type { RunningGroup } from './group-runner';

/** The group's session timeout: past it the coordinator has given the member's partitions away. Seconds. */
const SESSION_SECONDS = 30;

/** Silent for this long although the brokers answer: KafkaJS is not going to recover by itself. Seconds. */
const STALLED_SECONDS = 90;

const CHECK_INTERVAL_MS = 5_000;

/** True while the coordinator counts on this member. */
export function isAlive(group: Pick<RunningGroup, 'heartbeatAgeSeconds'>): boolean {
  return group.heartbeatAgeSeconds() <= SESSION_SECONDS;
}

/**
 * Calls `end` when a group has gone silent while the brokers can be reached, for a consumer can die in a process that
 * looks healthy. With the brokers away silence is no wonder, and nothing happens.
 */
export function endWhenStalled(
  groups: readonly RunningGroup[],
  brokers: { lastSuccess(): number },
  end: (reason: Error) => void,
  signal: AbortSignal,
): void {
  void (async () => {
    // The brokers must have answered for as long as the group may be silent: it gets that time after an outage, too.
    let reachableSince: number | undefined;
    for (;;) {
      await pause(CHECK_INTERVAL_MS, signal);
      if (signal.aborted) return;
      const isReachable = Date.now() - brokers.lastSuccess() < 4 * CHECK_INTERVAL_MS;
      reachableSince = isReachable ? (reachableSince ?? Date.now()) : undefined;
      const reachableSeconds = reachableSince === undefined ? 0 : (Date.now() - reachableSince) / 1_000;
      const stalled = groups.find((group) => group.heartbeatAgeSeconds() > STALLED_SECONDS);
      if (stalled && reachableSeconds > STALLED_SECONDS) {
        end(new Error(`consumer group ${stalled.group} has sent no heartbeat for ${STALLED_SECONDS} s`));
        return;
      }
    }
  })();
}

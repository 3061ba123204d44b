import type { RunningGroup } from './group-runner';
import { isAlive } from './heartbeat';

export interface GroupReadiness {
  ready: boolean;
  /** By the name of a group, of a topic that is missing, and of what a record waits for. */
  dependencies: Record<string, 'up' | 'down'>;
}

/** A partition that waits at one record for longer than this is told of. Milliseconds. */
const TOLD_AFTER_MS = 10_000;

/** A group with a partition that waits at one record for longer than this does not do its work. Milliseconds. */
const STUCK_AFTER_MS = 60_000;

type Group = Pick<RunningGroup, 'group' | 'topics' | 'heartbeatAgeSeconds' | 'waiting'>;

/**
 * Whether the groups move, and what keeps them from it. A group is down while the coordinator does not count on it, while a
 * partition waits, and while a topic of its own is missing; the process is not ready when one is lost, has no topic left, or has
 * waited at a record for a minute.
 */
export function groupReadiness(groups: readonly Group[], missing: ReadonlySet<string>, now: number): GroupReadiness {
  const dependencies: GroupReadiness['dependencies'] = {};
  for (const topic of missing) dependencies[`topic ${topic}`] = 'down';
  let ready = groups.length > 0;
  for (const group of groups) {
    const waiting = group.waiting().filter(({ since }) => now - since > TOLD_AFTER_MS);
    const gone = group.topics.filter((topic) => missing.has(topic));
    dependencies[group.group] = isAlive(group) && waiting.length === 0 && gone.length === 0 ? 'up' : 'down';
    for (const { dependency } of waiting) if (dependency !== undefined) dependencies[dependency] = 'down';
    const isStuck = waiting.some(({ since }) => now - since > STUCK_AFTER_MS);
    ready &&= isAlive(group) && !isStuck && gone.length < group.topics.length;
  }
  return { ready, dependencies };
}

import type { ContainerState } from '../engine/containers';

/** The newest reading of a container's log. */
export interface Reading {
  /** The container when it began. */
  readonly of: ContainerState;
  readonly isUnderWay: boolean;
}

/**
 * @param readings the newest of each container, by its id
 * @returns the containers whose log has to be read, from where the reading before has ended: a reading ends when its container does, and may miss
 * what that said last; so one that has ended is read once more.
 */
export function dueReadings(
  containers: readonly ContainerState[],
  readings: ReadonlyMap<string, Reading>,
): ContainerState[] {
  return containers.filter((container) => {
    if (container.startedAt === 0) return false;
    const reading = readings.get(container.id);
    if (reading === undefined) return true;
    if (reading.isUnderWay) return false;
    const { of } = reading;
    return isRunning(container) || isRunning(of) || of.startedAt !== container.startedAt;
  });
}

function isRunning({ pid }: ContainerState): boolean {
  return pid !== undefined;
}

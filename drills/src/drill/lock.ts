import path from 'node:path';
import type { Paths } from '@firewatch/native';

/** One drill at a time: two faults at once prove nothing. */
export const drillLock = ({ run }: Pick<Paths, 'run'>): string => path.join(run, 'drill.lock');

export const isBusy = (pid: number): Error => new Error(`Another drill is under way, with pid ${pid}.`);

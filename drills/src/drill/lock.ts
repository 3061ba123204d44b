import path from 'node:path';
import { CommandFailure, type Paths } from '@firewatch/native';

/** One drill at a time: two faults at once prove nothing. */
export const drillLock = ({ run }: Pick<Paths, 'run'>): string => path.join(run, 'drill.lock');

export const isBusy = (pid: number): Error => new CommandFailure(`Another drill is under way, with pid ${pid}.`);

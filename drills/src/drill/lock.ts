import path from 'node:path';
import { CommandFailure, type Paths } from '@firewatch/native';

/** One drill at a time: two faults at once prove nothing. Not among the files of the running platform, which a drill may restart. */
export const drillLock = ({ state }: Pick<Paths, 'state'>): string => path.join(state, 'drill.lock');

export const isBusy = (pid: number): Error => new CommandFailure(`Another drill is under way, with pid ${pid}.`);

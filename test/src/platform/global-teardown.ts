import { firewatch, mustSucceed, platform } from './command';
import { startedHere } from './started-here';

/** Leaves the machine as the set-up found it. */
export default async function globalTeardown(): Promise<void> {
  if (startedHere.platform) await mustSucceed(platform(['down']));
  else if (startedHere.traffic) await mustSucceed(firewatch('traffic', 'stop'));
}

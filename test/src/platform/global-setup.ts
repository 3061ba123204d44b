import { firewatch, mustSucceed, platform } from './command';
import globalTeardown from './global-teardown';
import { supervisor } from './processes';
import { startedHere } from './started-here';

/** Requests per second while the tests run: enough for every panel to have something to show, little beside the tests' own. */
const RATE = '4';

/** Starts the platform, or what of it does not run, and background traffic. What was started here is stopped again by the teardown. */
export default async function globalSetup(): Promise<void> {
  startedHere.platform = !(await supervisor.isUp());
  if (startedHere.platform) process.stdout.write('starting the platform…\n');
  try {
    await mustSucceed(platform(['up']));
    startedHere.traffic = !(await supervisor.state('traffic')).running;
    if (startedHere.traffic) await mustSucceed(firewatch('traffic', 'start', '--rate', RATE));
  } catch (error) {
    await globalTeardown();
    throw error;
  }
}

import { firewatch, mustSucceed, platform } from './command';
import { startedHere } from './started-here';
import { supervisor } from './processes';

/** Requests per second while the tests run: enough for every panel to have something to show, little beside the tests' own. */
const RATE = '4';

/** Starts the platform unless it runs, and background traffic. What was started here is stopped again by the teardown. */
export default async function globalSetup(): Promise<void> {
  if (!(await supervisor.isUp())) {
    process.stdout.write('starting the platform…\n');
    startedHere.platform = true;
    await mustSucceed(platform(['up']));
  }
  if (!(await supervisor.state('traffic')).running) {
    startedHere.traffic = true;
    await mustSucceed(firewatch('traffic', 'start', '--rate', RATE));
  }
}

import { counter, logger } from '@firewatch/telemetry';
import { createSend } from './api-client';
import { Generator } from './generator';
import { serveStatus } from './status-server';
import { Tally } from './tally';
import { createUsers } from './user';

export interface RunOptions {
  /** Mean requests per second. */
  readonly rate: number;
  readonly users: number;
  /** Of the users that the generator registers. */
  readonly password: string;
  readonly taskServiceUrl: string;
  /** Where it tells how it is. */
  readonly host: string;
  readonly port: number;
}

const REPORT_INTERVAL_MS = 30_000;

/** Chance alone leaves no user free now and then, above all while the first ones log in. */
const TOLERATED_SHED_SHARE = 0.05;

/** Generates traffic until `signal` is aborted; logs one line of counts every 30 s. */
export async function runTraffic(options: RunOptions, signal: AbortSignal): Promise<void> {
  const requests = counter('traffic_requests_total');
  const tally = new Tally(performance.now());
  const generator = new Generator({
    rate: options.rate,
    users: createUsers(options.users, options.password),
    send: createSend(options.taskServiceUrl),
    random: Math.random,
    observe: (operation, result, count) => {
      requests.inc({ operation, outcome: result }, count);
      tally.add(result, count);
    },
    onAvailability: (available, error) => {
      if (available) logger.info('the task service answers again');
      else logger.warn({ err: error }, 'the task service does not answer; requests are held back');
    },
  });

  const server = await serveStatus(options.host, options.port);
  logger.info(`traffic begins: ${options.rate} requests/s by ${options.users} users against ${options.taskServiceUrl}`);
  const reporting = setInterval(() => report(tally), REPORT_INTERVAL_MS);
  try {
    await generator.run(signal);
  } finally {
    clearInterval(reporting);
    report(tally);
    server.closeAllConnections();
    server.close();
  }
}

function report(tally: Tally): void {
  const { seconds, counts } = tally.report(performance.now());
  const parts = Object.entries(counts).map(([result, count]) => `${result} ${count}`);
  const line = `traffic in ${seconds.toFixed(0)} s: ${parts.length === 0 ? 'no requests' : parts.join(', ')}`;
  const { shed = 0 } = counts;
  const arrivals = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (shed <= arrivals * TOLERATED_SHED_SHARE) logger.info(line);
  else logger.warn(`${line}; the generator falls behind its rate: ${shed} requests were not sent`);
}

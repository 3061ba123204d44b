import { eventually } from './platform/eventually';
import { runningProcesses } from './platform/processes';
import { scrapeTargets } from './platform/prometheus';
import { settings } from './platform/settings';
import { SIGNAL_MATRIX } from './signal-matrix';

/** `job host:port`, as Prometheus has it. */
async function scraped(): Promise<string[]> {
  return (await scrapeTargets())
    .map(({ labels, scrapeUrl }) => `${labels['job'] ?? ''} ${new URL(scrapeUrl).host}`)
    .sort();
}

/** The targets of the components that run, by the signal matrix. */
async function expected(): Promise<string[]> {
  const targets = (await runningProcesses()).map((name) => {
    const target = SIGNAL_MATRIX[name]?.target;
    return target === undefined
      ? `${name} is not in the signal matrix`
      : `${target.job} 127.0.0.1:${settings().ports[target.port]}`;
  });
  return [...new Set(targets)].sort();
}

it('are those of the running components: none missing, none extra', async () => {
  await eventually(async () => expect(await scraped()).toEqual(await expected()));
});

it('are all up', async () => {
  await eventually(async () => {
    const notUp = (await scrapeTargets()).filter(({ health }) => health !== 'up');
    expect(notUp.map(({ labels, lastError }) => `${labels['job'] ?? ''}: ${lastError}`)).toEqual([]);
  });
});

it('tell the brokers apart', async () => {
  const brokers = (await scrapeTargets()).filter(({ labels }) => labels['job'] === 'kafka');
  expect(brokers.map(({ labels }) => labels['broker']).sort()).toEqual(['1', '2', '3']);
});

it('are each scraped once', async () => {
  const found = await scraped();
  expect(found).toEqual([...new Set(found)]);
});

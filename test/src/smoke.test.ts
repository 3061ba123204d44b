import { execFile } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import { eventually } from './platform/eventually';
import { supervisor, waitUntilAllReady } from './platform/processes';
import { scrapeTargets } from './platform/prometheus';
import { paths } from './platform/settings';

const SMOKE = path.join('test', 'build', 'bin', 'smoke.js');

const reportSchema = z.object({
  runtime: z.string(),
  results: z.array(z.object({ check: z.string(), outcome: z.enum(['passed', 'failed']), detail: z.string() })),
  pictures: z.array(z.string()),
});

/** Runs the command as the Makefile does. */
function smoke(...words: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [SMOKE, ...words], { cwd: paths.root }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

/** Jobs whose last scrape has failed. */
async function downJobs(): Promise<(string | undefined)[]> {
  return (await scrapeTargets()).filter(({ health }) => health !== 'up').map(({ labels }) => labels['job']);
}

beforeAll(() => waitUntilAllReady());

it('finds nothing wrong with a platform that is well, and takes a picture of each dashboard', async () => {
  const { code, stdout } = await smoke('--json', '--pictures');
  const report = reportSchema.parse(JSON.parse(stdout));
  expect(report.runtime).toBe('native');
  expect(report.results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(report.results.length).toBeGreaterThan(7);
  expect(code).toBe(0);
  expect(report.pictures.toSorted()).toEqual(['dapr.png', 'event-pipeline.png', 'task-service.png']);
}, 300_000);

describe('while a component is away', () => {
  beforeAll(async () => {
    await supervisor.stop('redis-exporter');
    await eventually(async () => expect(await downJobs()).toEqual(['redis']));
  });
  afterAll(async () => {
    await supervisor.start('redis-exporter');
    await eventually(async () => expect(await downJobs()).toEqual([]));
  });

  it('names it, and what it says, and fails', async () => {
    const { code, stdout } = await smoke('--only', 'scrape-targets');
    expect(code).toBe(1);
    expect(stdout).toMatch(/FAIL scrape-targets .*redis at 127\.0\.0\.1:\d+ is down: .*refused/);
  }, 180_000);
});

it('says which checks there are, where it is asked for another', async () => {
  const { code, stderr } = await smoke('--only', 'weather');
  expect(code).toBe(2);
  expect(stderr).toContain('scrape-targets');
});

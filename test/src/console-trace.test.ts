import { randomBytes, randomUUID } from 'node:crypto';
import { deleteTasks, mustCall, newAccount, type Account } from './platform/api-client';
import { consoleBrowser, takePicture } from './platform/browser';
import { searchLogs } from './platform/elasticsearch';
import { eventually } from './platform/eventually';
import { readTrace } from './platform/jaeger';

const open = consoleBrowser();
const traceId = randomUUID().replaceAll('-', '');
let account: Account;

beforeAll(async () => {
  account = await newAccount();
  await mustCall(201, 'POST', '/tasks', {
    token: account.token,
    body: { title: 'Look at me' },
    headers: { traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` },
  });
  // The sidecar's spans come last.
  await eventually(
    async () => {
      const services = (await readTrace(traceId)).map(({ service }) => service);
      expect(services).toEqual(expect.arrayContaining(['task-service', 'consumer', 'consumer-daprd']));
      expect((await searchLogs({ term: { 'trace.id': traceId } })).total).toBeGreaterThan(1);
    },
    { timeout: 60_000, interval: 500 },
  );
});
afterAll(() => deleteTasks(account));

it('shows a request from hop to hop, and the lines of each span', async () => {
  const { page, troubles } = await open(`/traces/${traceId}`);
  const rows = page.locator('.span-row');
  await rows.first().waitFor();
  const spans = await rows.locator('.span-open').allInnerTexts();
  for (const hop of [
    'task-service POST /tasks',
    'task-service publish task.created',
    'consumer process task.created',
  ]) {
    expect(spans.filter((span) => span.includes(hop))).not.toEqual([]);
  }
  // The consumer's work is below the publishing, which is below the request.
  const indent = async (hop: string): Promise<number> =>
    (await rows.filter({ hasText: hop }).first().locator('.span-open').boundingBox())?.x ?? 0;
  expect(await indent('publish task.created')).toBeGreaterThan(await indent('POST /tasks'));
  expect(await indent('process task.created')).toBeGreaterThan(await indent('publish task.created'));

  await page.locator('.log-entry', { hasText: 'POST /tasks 201' }).locator('summary').click();
  const marked = page.locator('.span-marked');
  await marked.locator('.span-details').waitFor();
  expect(await marked.count()).toBe(1);
  expect(await marked.innerText()).toContain('POST /tasks');
  expect(await marked.locator('.span-details').innerText()).toContain('http.request.method');
  await takePicture(page, 'trace');
  expect(troubles).toEqual([]);
});

it('leads from a log line to its trace', async () => {
  const { page } = await open(`/logs?query=trace.id:${traceId}`);
  await page.getByRole('link', { name: 'Trace', exact: true }).first().click();
  await page.locator('.span-row', { hasText: 'publish task.created' }).first().waitFor();
  expect(page.url()).toContain(`/traces/${traceId}`);
});

import { randomUUID } from 'node:crypto';
import { deleteTasks, mustCall, newAccount, type Account } from './platform/api-client';
import { elasticsearchUrl, field, searchLogs } from './platform/elasticsearch';
import { eventually } from './platform/eventually';

const LARGEST_UNPARSED_SHARE = 0.02;

describe('the lines of one request', () => {
  const traceId = randomUUID().replaceAll('-', '');
  let account: Account;
  beforeAll(async () => {
    account = await newAccount();
    await mustCall(201, 'POST', '/tasks', {
      token: account.token,
      body: { title: 'Log me' },
      headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    });
  });
  afterAll(() => deleteTasks(account));

  it.each(['task-service', 'consumer'])('are found by its trace id, of %s too', async (service) => {
    const documents = await eventually(
      async () => {
        const found = await searchLogs({
          bool: { filter: [{ term: { 'trace.id': traceId } }, { term: { 'service.name': service } }] },
        });
        expect(found.total).toBeGreaterThan(0);
        return found.documents;
      },
      { timeout: 45_000, interval: 500 },
    );
    for (const document of documents) {
      expect(field(document, 'log.level')).toEqual(expect.stringMatching(/^(debug|info|warn|error)$/));
      expect(field(document, 'span.id')).toEqual(expect.stringMatching(/^[0-9a-f]{16}$/));
      expect(document.message).toEqual(expect.stringMatching(/./));
      expect(Math.abs(Date.now() - Date.parse(document['@timestamp']))).toBeLessThan(600_000);
    }
  });

  it('hold neither password nor token nor address', async () => {
    await eventually(async () => {
      const { total } = await searchLogs({ term: { 'trace.id': traceId } });
      expect(total).toBeGreaterThan(1);
    });
    for (const secret of [account.password, account.email, account.token]) {
      const { total } = await searchLogs({ match_phrase: { message: secret } });
      expect(total).toBe(0);
    }
  });
});

describe('parsing', () => {
  it('leaves few lines untouched', async () => {
    const recent = { range: { '@timestamp': { gte: 'now-1h' } } };
    const all = await searchLogs(recent);
    const unparsed = await searchLogs({ bool: { filter: [recent, { term: { tags: '_unparsed' } }] } });
    expect(all.total).toBeGreaterThan(100);
    const samples = unparsed.documents
      .slice(0, 5)
      .map((document) => `${String(field(document, 'service.name'))}: ${document.message ?? ''}`);
    expect({ tooMany: unparsed.total / all.total > LARGEST_UNPARSED_SHARE, samples }).toEqual({
      tooMany: false,
      samples,
    });
  });

  it.each(['kafka-1', 'task-service-daprd', 'consumer-daprd', 'postgres'])(
    'gives lines of %s a level',
    async (service) => {
      const { documents } = await eventually(async () => {
        const found = await searchLogs({
          bool: { filter: { term: { 'service.name': service } }, must_not: { term: { tags: '_unparsed' } } },
        });
        expect(found.total).toBeGreaterThan(0);
        return found;
      });
      // A few come from a library that knows no levels, such as the line of daprd's exporter when Jaeger is away.
      const levelled = documents.filter((document) => typeof field(document, 'log.level') === 'string');
      expect(levelled.length / documents.length).toBeGreaterThan(0.9);
    },
  );
});

it.each([
  ['nobody', undefined],
  ['a wrong password', `Basic ${Buffer.from('elastic:changeme').toString('base64')}`],
])('Elasticsearch refuses %s', async (_, authorization) => {
  const response = await fetch(`${elasticsearchUrl()}/firewatch-logs-*/_search`, {
    headers: authorization === undefined ? {} : { authorization },
  });
  expect(response.status).toBe(401);
});

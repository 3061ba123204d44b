import { deleteTasks, list, mustCall, newAccount, newTask, text, type Account } from './platform/api-client';

let owner: Account;
beforeAll(async () => {
  owner = await newAccount();
  const at = (hour: number) => `2031-01-01T${String(hour).padStart(2, '0')}:00:00Z`;
  const tasks = [
    { title: 'a', priority: 'low', tags: ['red'], dueAt: at(1) },
    { title: 'b', priority: 'high', tags: ['red', 'blue'], dueAt: at(2) },
    { title: 'c', priority: 'high', tags: ['it\'s $1, \\ {"x"} and ü'], dueAt: at(3) },
    { title: 'd', tags: [] },
    { title: 'e', priority: 'high', tags: ['red', 'blue', 'green'] },
  ];
  for (const task of tasks) await newTask(owner, task);
  const [last] = await titlesAndIds('limit=1');
  await mustCall(200, 'POST', `/tasks/${last?.id ?? ''}/complete`, { token: owner.token });
});
afterAll(() => deleteTasks(owner));

async function titlesAndIds(query: string): Promise<{ title: string; id: string }[]> {
  const { body } = await mustCall(200, 'GET', `/tasks?${query}`, { token: owner.token });
  return list(body, 'items').map((task) => ({ title: text(task, 'title'), id: text(task, 'id') }));
}

const titles = async (query: string) => (await titlesAndIds(query)).map(({ title }) => title).join('');

it.each([
  ['priority=high', 'ecb'],
  ['priority=high&status=open', 'cb'],
  ['tag=red', 'eba'],
  ['tag=red&tag=blue', 'eb'],
  ['tag=red&tag=blue&tag=green&status=completed', 'e'],
  ['tag=Red', ''],
  [`tag=${encodeURIComponent('it\'s $1, \\ {"x"} and ü')}`, 'c'],
  ['dueAfter=2031-01-01T02:00:00Z', 'cb'],
  ['dueBefore=2031-01-01T02:00:00Z', 'a'],
  [`dueAfter=${encodeURIComponent('2031-01-01T03:00:00+01:00')}&dueBefore=2031-01-01T03:00:00Z`, 'b'],
  ['tag=red&priority=high&dueBefore=2032-01-01T00:00:00Z', 'b'],
  ['scope=assigned', ''],
  ['', 'edcba'],
])('?%s lists "%s"', async (query, expected) => {
  expect(await titles(query)).toBe(expected);
});

it('keeps its filters from page to page', async () => {
  let found = '';
  let cursor: string | undefined;
  do {
    const query = `/tasks?tag=red&limit=1${cursor === undefined ? '' : `&cursor=${cursor}`}`;
    const { body } = await mustCall(200, 'GET', query, { token: owner.token });
    found += list(body, 'items')
      .map((task) => text(task, 'title'))
      .join('');
    cursor = body['nextCursor'] === null ? undefined : text(body, 'nextCursor');
  } while (cursor !== undefined);
  expect(found).toBe('eba');
});

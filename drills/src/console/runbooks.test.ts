import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { resolvePaths } from '@firewatch/native';
import { listRunbooks, readRunbook } from './runbooks';

const ours = path.join(resolvePaths().root, 'runbooks');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'firewatch-runbooks-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

test('every page of ours is listed, and can be read', async () => {
  const heads = await listRunbooks(ours);
  const files = fs.readdirSync(ours).filter((file) => file !== 'README.md');
  expect(heads.map(({ alert }) => `${alert}.md`)).toEqual(files.sort());
  for (const { alert, team } of heads) {
    const page = await readRunbook(ours, alert);
    expect(page.body).toMatch(/^## Meaning/);
    expect(team).not.toBe('nobody');
  }
});

test('a page has its facts, its drill, and no title', async () => {
  fs.writeFileSync(
    path.join(folder, 'Good.md'),
    '---\nalert: Good\nseverity: critical\nteam: api\ndashboard: d\ndrill:\n  fault: { name: x }\nlast_drilled: 2026-11-24\n---\n\n# Good\n\n## Meaning\n\ntext\n',
  );
  expect(await readRunbook(folder, 'Good')).toEqual({
    alert: 'Good',
    severity: 'critical',
    team: 'api',
    dashboard: 'd',
    drill: { fault: { name: 'x' } },
    lastDrilled: '2026-11-24',
    body: '## Meaning\n\ntext',
  });
});

test.each([
  ['no front matter', '# Bad\n\ntext\n'],
  ['front matter that is no YAML', '---\n{: [\n---\n# Bad\n\ntext\n'],
  ['front matter of another form', '---\nteam: 5\n---\n# Bad\n\ntext\n'],
])('a page with %s can be read all the same', async (_what, content) => {
  fs.writeFileSync(path.join(folder, 'Bad.md'), content);
  expect(await readRunbook(folder, 'Bad')).toEqual({
    alert: 'Bad',
    team: 'nobody',
    lastDrilled: 'never',
    body: 'text',
  });
});

test.each(['README', 'Nope', '', '.', '..', '../README', '../../etc/passwd', 'Good.md', 'Good\0', 'a/b'])(
  'there is no page "%s"',
  async (name) => {
    fs.writeFileSync(path.join(folder, 'README.md'), '# not one of them');
    await expect(readRunbook(folder, name)).rejects.toThrow(expect.objectContaining({ code: 'not_found' }) as Error);
  },
);

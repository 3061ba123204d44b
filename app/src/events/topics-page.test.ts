import { readFileSync } from 'node:fs';
import { markdownTable } from './markdown-table';
import { DECLARED_TOPICS } from './topics';
import { renderTopicsPage, TOPICS_PAGE } from './topics-page';

test('docs/topics.md is what the declarations make; `make topics-doc` makes it anew', () => {
  expect(readFileSync(TOPICS_PAGE, 'utf8')).toBe(renderTopicsPage());
});

test('every topic has a section that says why', () => {
  const page = renderTopicsPage();
  for (const { name } of DECLARED_TOPICS) expect(page).toMatch(new RegExp(`^## ${name.replace('.', '\\.')}$`, 'm'));
  for (const { why } of DECLARED_TOPICS) expect(page).toContain(why);
});

test('a field shows its type, its default and what it is', () => {
  const row = (name: string) => new RegExp(`^\\| \`${name}\` +\\| (.*)$`, 'm').exec(renderTopicsPage())?.[1];
  expect(row('dueAt')).toMatch(/^null or long \(timestamp-millis\) +\| `null` +\| \S/);
  expect(row('status')).toMatch(/^enum of `open`, `completed` +\| +\| \S/);
  expect(row('tags')).toMatch(/^array of string +\| `\[\]` +\| \S/);
});

test('a column is as wide as its longest cell', () => {
  expect(markdownTable(['a', 'long title'], [['longest', 'x']])).toBe(
    ['| a       | long title |', '| ------- | ---------- |', '| longest | x          |'].join('\n'),
  );
});

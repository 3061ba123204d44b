import { escapeLucene } from './lucene';

it.each([
  ['task-service.v1', 'task-service.v1'],
  ['-a', '\\-a'],
  ['a:b (c) "d"', 'a\\:b\\ \\(c\\)\\ \\"d\\"'],
  ['<a>', '?a?'],
])('%s becomes %s', (value, term) => {
  expect(escapeLucene(value)).toBe(term);
});

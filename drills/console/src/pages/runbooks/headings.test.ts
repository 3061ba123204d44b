import { headingId, headingsOf } from './headings';

it('lists the headings of a page, not what looks like one in a block', () => {
  const body = '## Meaning\n\ntext\n\n```sh read-only\n## a comment\n```\n\n## Way back\n\n### Lower\n';
  expect(headingsOf(body)).toEqual(['Meaning', 'Way back']);
});

it('makes an id of a heading', () => {
  expect(headingId('Way back')).toBe('way-back');
});

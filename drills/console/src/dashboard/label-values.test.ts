import { parseLabelValues } from './label-values';

it('takes selector and label', () => {
  expect(parseLabelValues('label_values(up{job="a,b"}, instance)')).toEqual({
    match: 'up{job="a,b"}',
    label: 'instance',
  });
  expect(parseLabelValues('label_values(up,job)')).toEqual({ match: 'up', label: 'job' });
});

it.each(['metrics(up)', 'label_values(job)', undefined, { query: 'x' }])('does not understand %j', (query) => {
  expect(parseLabelValues(query)).toBeUndefined();
});

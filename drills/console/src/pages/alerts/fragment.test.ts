import { readFragment } from './fragment';

it('leads a prepared silence to its page, as it is encoded', () => {
  const query = 'filter=%7Balertname%3D%22KafkaBrokerDown%22%2C%20service%3D%22a%3Fb%22%7D';
  expect(readFragment(`#/silences/new?${query}`)).toEqual({ kind: 'page', to: `/silences/new?${query}` });
  expect(readFragment('#/silences/new')).toEqual({ kind: 'page', to: '/silences/new' });
});

it('takes the receiver of a message', () => {
  expect(readFragment('#/alerts?receiver=slack-critical')).toEqual({ kind: 'receiver', receiver: 'slack-critical' });
  expect(readFragment('#/alerts?receiver=a%20b%2Bc')).toEqual({ kind: 'receiver', receiver: 'a b+c' });
});

it.each(['', '#', '#main', '#/alerts', '#/alerts?receiver=', '#/status'])('asks nothing by %j', (hash) => {
  expect(readFragment(hash)).toBeUndefined();
});

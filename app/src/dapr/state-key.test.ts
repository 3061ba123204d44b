import { ownedKey } from './state-key';

test('a key is put under the app that owns it', () => {
  expect(ownedKey('consumer', 'summary-1')).toBe('consumer:summary-1');
});

test.each(['', 'a||b', 'a:b', 'a/b', '../b', 'a b', 'a?b', 'a%2Fb', 'ä', 'a\n', 'k'.repeat(201)])(
  '%j is no key',
  (key) => {
    const refused = expect.objectContaining({ code: 'state_refused', retriable: false }) as Error;
    expect(() => ownedKey('consumer', key)).toThrow(refused);
    expect(() => ownedKey(key, 'summary-1')).toThrow(refused);
    expect(() => ownedKey('consumer', key)).toThrow(JSON.stringify(key));
  },
);

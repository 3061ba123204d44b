import { isInstant } from './instant';

test.each(['0001-01-01T00:00:00.000Z', '1970-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'])(
  '%s is in range',
  (text) => {
    expect(isInstant(new Date(text))).toBe(true);
  },
);

test.each(['0000-12-31T23:59:59.999Z', '+010000-01-01T00:00:00.000Z', '+275760-09-13T00:00:00.000Z', 'no time'])(
  '%s is not',
  (text) => {
    expect(isInstant(new Date(text))).toBe(false);
  },
);

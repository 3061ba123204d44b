import { nearestName } from './nearest-name';

const KNOWN = ['REDIS_PORT', 'REDIS_PASSWORD', 'POSTGRES_PORT', 'POSTGRES_PASSWORD', 'LOG_LEVEL', 'JWT_SECRET'];

test.each([
  ['REDIS_PROT', 'REDIS_PORT'],
  ['REDIS_PASWORD', 'REDIS_PASSWORD'],
  ['POSTGRESS_PORT', 'POSTGRES_PORT'],
  ['loglevel', 'LOG_LEVEL'],
  ['JWT_SECERT', 'JWT_SECRET'],
  ['AWS_REGION', undefined],
  ['X', undefined],
])('%s probably means %s', (name, expected) => {
  expect(nearestName(name, KNOWN)).toBe(expected);
});

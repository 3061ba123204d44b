/**
 * Component tests: they run against the running platform, one suite at a time, since some of them take parts of it away.
 * @type {import('jest').Config}
 */
module.exports = {
  ...require('../jest.base.js'),
  rootDir: __dirname,
  testMatch: ['<rootDir>/src/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/src/(prove|rehearse)/'],
  globalSetup: '<rootDir>/src/platform/global-setup.ts',
  globalTeardown: '<rootDir>/src/platform/global-teardown.ts',
  maxWorkers: 1,
  testTimeout: 90_000,
};

/**
 * What `make rehearse-compose` runs first: the commands for containers on an engine of their own, with Compose itself, which takes minutes to build. The platform is not needed.
 * @type {import('jest').Config}
 */
module.exports = {
  ...require('./jest.config.js'),
  testMatch: ['<rootDir>/src/rehearse/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: undefined,
  globalTeardown: undefined,
};

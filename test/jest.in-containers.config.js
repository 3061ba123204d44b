const shared = require('./jest.config.js');

/**
 * The suites that `images.test.ts` runs once more, on services that run in containers. The platform is up already, and its own services are stopped:
 * a set-up would start them.
 * @type {import('jest').Config}
 */
module.exports = {
  ...shared,
  testMatch: ['<rootDir>/src/{api,event-flow}.test.ts'],
  globalSetup: undefined,
  globalTeardown: undefined,
};

/**
 * What `make prove` runs besides all drills: component tests that take too long for every change.
 * @type {import('jest').Config}
 */
module.exports = {
  ...require('./jest.config.js'),
  testMatch: ['<rootDir>/src/prove/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};

// What the code under test logs would bury the tests' own output.
process.env.LOG_LEVEL ??= 'silent';

/**
 * Unit tests: `*.test.ts` beside the code they test, in every workspace but `test/`, which needs the running platform.
 * @type {import('jest').Config}
 */
module.exports = {
  testMatch: [
    '<rootDir>/{telemetry,app,dashboards,logstash,infra/native,infra/compose,infra/testbed,drills,drills/console}/src/**/*.test.ts',
  ],
  ...require('./jest.base.js'),
  setupFiles: ['<rootDir>/jest.properties.js'],
  // By default a core is left to Jest itself, which is half of a small machine.
  maxWorkers: '100%',
  // With --coverage: every file counts, whether a test loads it or not; lines as V8 counts them, as for the platform's processes.
  coverageProvider: 'v8',
  coverageReporters: ['json'],
  coverageDirectory: 'coverage/unit',
  collectCoverageFrom: [
    '{telemetry,app,dashboards,logstash,infra/native,infra/compose,infra/testbed,drills}/src/**/*.ts',
    '!**/*.test.ts',
    '!**/fixtures/**',
  ],
};

/**
 * What the unit tests and the component tests share.
 * @type {import('jest').Config}
 */
module.exports = {
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['/build/', '/\\.firewatch/'],
  // These packages ship ES modules only; Node 24 can require them, Jest's module system needs them transformed.
  transformIgnorePatterns: ['/node_modules/(?!(jose|commander|listr2)/)'],
  transform: {
    '\\.m?[jt]sx?$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'commonjs' } },
    ],
  },
};

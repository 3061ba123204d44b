/**
 * The dependency rules of the house: they point one way, and only `bin/` wires things together.
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'telemetry-imports-nothing-of-the-repo',
      severity: 'error',
      from: { path: '^telemetry/' },
      to: { path: '^(app|dashboards|alerts|logstash|drills|infra|test)/' },
    },
    {
      name: 'app-imports-telemetry-only',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^(dashboards|alerts|logstash|drills|infra|test)/' },
    },
    {
      name: 'content-knows-only-metric-names',
      comment: 'dashboards know metrics by telemetry/src/names.ts and nothing else of the repo',
      severity: 'error',
      from: { path: '^dashboards/' },
      to: { path: '^(app|logstash|drills|infra|test)/|^telemetry/src/(?!names)' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'nothing-imports-the-testbed',
      comment: 'the product is whole without it; what stands in is reached by a command or a setting',
      severity: 'error',
      from: { pathNot: '^infra/testbed/' },
      to: { path: '^infra/testbed/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'The use cases know neither the web framework, nor Kafka, nor Dapr, nor an SDK',
      severity: 'error',
      from: { path: '^app/src/(tasks|users|paging|notifications)/', pathNot: '\\.test\\.ts$' },
      to: { path: 'node_modules/(express|kafkajs|@dapr|@kafkajs|sequelize|pg|@opentelemetry/sdk)' },
    },
    {
      name: 'only-bin-wires',
      comment: 'Layers do not reach into each other; bin/ hands one to the other',
      severity: 'error',
      from: { path: '^app/src/(?!bin/)' },
      to: { path: '^app/src/bin/' },
    },
    {
      name: 'infra-is-not-a-library-of-the-app',
      severity: 'error',
      from: { path: '^infra/' },
      to: { path: '^(app|dashboards|logstash|drills|test)/src/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default', 'types'] },
  },
};

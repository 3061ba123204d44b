import { parseSettings } from '../settings';
import { SECRETS } from '../variables';
import type { Component, ProcessSpec } from './component';
import { resolvePaths } from './paths';
import { makePlan } from './plan';

const settings = parseSettings(
  Object.fromEntries(Object.values(SECRETS).map(([variable]) => [variable, 'x'.repeat(32)])),
);
const context = { settings, paths: resolvePaths('/project') };
const probe = { kind: 'exec', argv: ['true'] } as const;
const service = (name: string, rest: Partial<ProcessSpec> = {}): ProcessSpec => ({
  name,
  kind: 'service',
  argv: ['true'],
  probe,
  ...rest,
});
const plan = (...processes: ProcessSpec[]) => {
  const component: Component = { name: 'test', processes: () => processes };
  return makePlan([component], context);
};

test('orders each process after what it depends on, in whatever order they come', () => {
  const job: ProcessSpec = { name: 'prepare', kind: 'job', argv: ['true'], dependsOn: { store: 'healthy' } };
  const { processes } = plan(service('app', { dependsOn: { prepare: 'completed' } }), job, service('store'));
  expect(processes.map(({ name }) => name)).toEqual(['store', 'prepare', 'app']);
});

test.each<[string, ProcessSpec[], RegExp]>([
  ['a name given twice', [service('a'), service('a')], /Two processes are named a/],
  ['an unknown dependency', [service('a', { dependsOn: { b: 'healthy' } })], /a depends on b, which does not exist/],
  [
    'a circle',
    [service('a', { dependsOn: { b: 'healthy' } }), service('b', { dependsOn: { a: 'healthy' } })],
    /Circular dependency: a → b → a/,
  ],
  ['a service without a probe', [{ name: 'a', kind: 'service', argv: ['true'] }], /a needs a probe/],
  [
    'a port claimed twice',
    [service('a', { ports: { x: 1 } }), service('b', { ports: { y: 1 } })],
    /a and b both claim port 1/,
  ],
  [
    'waiting for a service to complete',
    [service('a'), service('b', { dependsOn: { a: 'completed' } })],
    /that is a service/,
  ],
])('refuses %s', (_, processes, message) => {
  expect(() => plan(...processes)).toThrow(message);
});

import type { Model, Service } from '../engine/model';
import { checkMemory } from './preflight';

const service = (name: string, kind: Service['kind'], gigabytes: number): Service => ({
  name,
  kind,
  built: false,
  memoryLimit: gigabytes * 1024 ** 3,
  ports: {},
  dependsOn: [],
});
const model: Model = {
  name: 'firewatch',
  services: [service('kafka', 'service', 3), service('seed', 'job', 1), service('traffic', 'manual', 8)],
};

test('too little memory says how much there is, how much is needed, and what to do', () => {
  expect(() => checkMemory(model, 3.5 * 1024 ** 3)).toThrow(
    /the container engine has 3\.5 GB, .* come to 4\.0 GB\. .*RUNTIME=native/,
  );
});

test('what is started on request only does not count', () => {
  expect(() => checkMemory(model, 4 * 1024 ** 3)).not.toThrow();
});

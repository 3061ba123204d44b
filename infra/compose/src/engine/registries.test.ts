import { registryOf, silentRegistries } from './registries';

test.each([
  ['redis:7.0.15-bookworm', 'registry-1.docker.io'],
  ['confluentinc/cp-kafka:7.9.2', 'registry-1.docker.io'],
  ['docker.io/library/redis:7', 'registry-1.docker.io'],
  ['docker.elastic.co/kibana/kibana:8.15.0', 'docker.elastic.co'],
  ['ghcr.io/kafbat/kafka-ui:v1.3.0', 'ghcr.io'],
  ['localhost:5000/app:1', 'localhost:5000'],
  ['localhost/app:1', 'localhost'],
])('%s comes from %s', (image, host) => {
  expect(registryOf(image)).toBe(host);
});

test('a registry that is nowhere is silent', async () => {
  await expect(silentRegistries(['nowhere.invalid/a:1', 'nowhere.invalid/b:1'])).resolves.toEqual(['nowhere.invalid']);
});

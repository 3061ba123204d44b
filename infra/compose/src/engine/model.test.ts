import { parseModel } from './model';

const config = {
  name: 'firewatch',
  services: {
    app: {
      image: 'firewatch/app:dev',
      build: { context: '.' },
      restart: 'unless-stopped',
      mem_limit: '335544320',
      depends_on: { prepare: { condition: 'service_completed_successfully' }, pod: { condition: 'service_healthy' } },
    },
    pod: {
      image: 'firewatch/pod:dev',
      build: { context: '.' },
      restart: 'unless-stopped',
      ports: [
        { mode: 'ingress', host_ip: '127.0.0.1', target: 8080, published: '18080', protocol: 'tcp' },
        { target: 9 },
      ],
    },
    prepare: { image: 'busybox:1.37.0', restart: 'no' },
    seed: { image: 'busybox:1.37.0' },
    traffic: { image: 'firewatch/tools:dev', profiles: ['traffic'], restart: 'unless-stopped' },
  },
};

test('tells kinds, limits and published ports, each service after what it depends on', () => {
  const { name, services } = parseModel(JSON.stringify(config));
  expect(name).toBe('firewatch');
  expect(services.map((service) => [service.name, service.kind])).toEqual([
    ['prepare', 'job'],
    ['pod', 'service'],
    ['app', 'service'],
    ['seed', 'job'],
    ['traffic', 'manual'],
  ]);
  expect(services[2]).toMatchObject({ built: true, memoryLimit: 335_544_320, ports: {} });
  expect(services[1]).toMatchObject({ ports: { 8080: 18_080 } });
});

import { EnvironmentError } from '@firewatch/telemetry';
import { trafficTarget } from './target';

const ENVIRONMENT = {
  TASK_SERVICE_URL: 'http://task-service:8080',
  TRAFFIC_RATE: '2.5',
  TRAFFIC_PORT: '8090',
  SEED_USER_PASSWORD: 'password-of-the-users',
};

test('a process of the platform needs no settings but its environment', () => {
  expect(trafficTarget({ ...ENVIRONMENT, HTTP_HOST: '0.0.0.0' })).toEqual({
    rate: 2.5,
    taskServiceUrl: 'http://task-service:8080',
    password: 'password-of-the-users',
    host: '0.0.0.0',
    port: 8090,
  });
});

test('it tells of itself on the loopback interface unless told otherwise', () => {
  expect(trafficTarget(ENVIRONMENT).host).toBe('127.0.0.1');
});

test.each(['TRAFFIC_RATE', 'TRAFFIC_PORT', 'SEED_USER_PASSWORD'] as const)('%s is missed by name', (name) => {
  expect(() => trafficTarget({ ...ENVIRONMENT, [name]: undefined })).toThrow(EnvironmentError);
  expect(() => trafficTarget({ ...ENVIRONMENT, [name]: undefined })).toThrow(name);
});

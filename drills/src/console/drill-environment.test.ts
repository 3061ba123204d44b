import { drillEnvironment } from './drill-environment';
import { consoleSchema } from './run';

test('a drill gets what a terminal has, and none of what the console alone is to know', () => {
  const terminal = { PATH: '/bin', HOME: '/home/x', LANG: 'C.UTF-8', FIREWATCH_HOME: '/x/.firewatch', CUSTOM: '1' };
  const own = Object.keys(consoleSchema.shape);
  expect(own).toEqual(expect.arrayContaining(['CONSOLE_TOKEN', 'ELASTICSEARCH_PASSWORD', 'HTTP_PORT']));
  const given = {
    ...terminal,
    ...Object.fromEntries(own.map((name) => [name, 'x'])),
    LOG_LEVEL: 'info',
    NODE_ENV: 'production',
    OTEL_SERVICE_NAME: 'console',
    PC_PROC_NAME: 'console',
  };
  expect(drillEnvironment(given, own)).toEqual(terminal);
});

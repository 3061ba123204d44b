import { findAddresses, findOwnPorts, findSplitAddresses } from './find-addresses';

test.each([
  ['redis:6379', [['redis', 6379]]],
  ['http://prometheus:9090/api', [['prometheus', 9090]]],
  ['postgres://firewatch:secret@postgres:5432/firewatch', [['postgres', 5432]]],
  [
    'kafka-1:19092,kafka-2:19092',
    [
      ['kafka-1', 19092],
      ['kafka-2', 19092],
    ],
  ],
  [
    'INSIDE://0.0.0.0:19092,HOST://:9092',
    [
      ['0.0.0.0', 19092],
      ['0.0.0.0', 9092],
    ],
  ],
  ['--web.listen-address=:9187', [['0.0.0.0', 9187]]],
  ['--web.listen-address=[::]:9187', [['0.0.0.0', 9187]]],
  ['-javaagent:/opt/agent-1.0.1.jar=0.0.0.0:7071:/etc/rules.yml', [['0.0.0.0', 7071]]],
  ['exec 3<>/dev/tcp/127.0.0.1/2181 || exit 1', [['127.0.0.1', 2181]]],
  ['http://kibana/api', [['kibana', 80]]],
  ['jdbc:h2:file:/data/registry;WRITE_DELAY=0', []],
  ['%d{yyyy-MM-dd HH:mm:ss,SSS} %p', []],
  ['2026-11-24T12:30:59', []],
  ['-Xmx256m --retention=7d 10:30', []],
])('the addresses in %s', (text, expected) => {
  expect(findAddresses(text).map(({ host, port }) => [host, port])).toEqual(expected);
});

test('an address in two variables', () => {
  const environment = { PGHOST: 'postgres', PGPORT: '5432', HTTP_HOST: '0.0.0.0', HTTP_PORT: '80', OTHER_HOST: 'x' };
  expect(findSplitAddresses(environment)).toEqual([
    { host: 'postgres', port: 5432 },
    { host: '0.0.0.0', port: 80 },
  ]);
});

test('the ports of a command', () => {
  expect(findOwnPorts(['--dapr-http-port', '3500', '-port=8474', '--app-port', '8080', '--report', '1'])).toEqual([
    3500, 8474, 8080,
  ]);
});

import path from 'node:path';
import type { Component, Context } from '../platform/component';
import { LOOPBACK } from './loopback';
import { readSharedConfig } from './shared-config';

const CONFIG = 'redis/redis.conf';

function configuration(context: Context): string {
  const { ports, secrets } = context.settings;
  return [
    readSharedConfig(context, CONFIG).trimEnd(),
    '',
    '# native',
    `bind ${LOOPBACK}`,
    `port ${ports.redis}`,
    `dir "${path.join(context.paths.data, 'redis')}"`,
    `requirepass ${secrets.redisPassword}`,
    '',
  ].join('\n');
}

export const redis: Component = {
  name: 'redis',
  artefacts: [{ kind: 'apt', packages: ['redis-server'], probe: '/usr/bin/redis-server' }],
  directories: () => [{ path: 'redis' }],
  files: (context) => [{ path: CONFIG, content: configuration(context), mode: 0o600 }],
  processes: (context) => {
    const { ports } = context.settings;
    const config = path.join(context.paths.config, CONFIG);
    // The password stays in the file: a process list shows arguments.
    const ping = `REDISCLI_AUTH=$(sed -n 's/^requirepass //p' "$1") redis-cli -h ${LOOPBACK} -p ${ports.redis} ping | grep -q PONG`;
    return [
      {
        name: 'redis',
        kind: 'service',
        argv: ['redis-server', config],
        // Its log lines name no time zone.
        env: { TZ: 'UTC' },
        probe: { kind: 'exec', argv: ['sh', '-c', ping, 'redis-probe', config] },
        ports: { redis: ports.redis },
      },
    ];
  },
};

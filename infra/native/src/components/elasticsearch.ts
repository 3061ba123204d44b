import { createHash, pbkdf2Sync } from 'node:crypto';
import path from 'node:path';
import type { Component, Context } from '../platform/component';
import { fewArenas, javaArtefact, javaHome } from './java';
import { LOOPBACK } from './loopback';
import { readSharedConfig, sharedConfigFile } from './shared-config';

const VERSION = '8.15.0';

/** The user that the log shipper and the exporter log in as. */
export const ELASTICSEARCH_WRITER = 'firewatch_writer';

/** The user that the console logs in as. */
export const ELASTICSEARCH_READER = 'firewatch_reader';

/**
 * Gathers the configuration in a folder of the data user, since Elasticsearch writes its keystore beside it. The keystore is made
 * again when the password in the settings is another one; the password goes in by standard input.
 */
const START = `
home=$1; rendered=$2; export ES_PATH_CONF=$3
umask 077
mkdir -p "$ES_PATH_CONF"
cp "$rendered"/* "$ES_PATH_CONF"
mark=$(printf %s "$ELASTIC_PASSWORD" | sha256sum)
if [ "$(cat "$ES_PATH_CONF/keystore-made-for" 2>/dev/null)" != "$mark" ]; then
  rm -f "$ES_PATH_CONF/elasticsearch.keystore"
  printf %s "$ELASTIC_PASSWORD" | "$home/bin/elasticsearch-keystore" add --stdin --force bootstrap.password
  printf %s "$mark" > "$ES_PATH_CONF/keystore-made-for"
fi
unset ELASTIC_PASSWORD
exec "$home/bin/elasticsearch"
`;

/** A line of the file realm's `users`: PBKDF2 with HMAC-SHA512, in Elasticsearch's notation. The salt is fixed, so that the file changes only with the password. */
function userLine(name: string, password: string): string {
  const rounds = 10_000;
  const salt = createHash('sha256').update(`${name}:${password}`).digest();
  const hash = pbkdf2Sync(password, salt, rounds, 32, 'sha512');
  return `${name}:{PBKDF2}${rounds}$${salt.toString('base64')}$${hash.toString('base64')}\n`;
}

function configuration(context: Context): string {
  return [
    readSharedConfig(context, 'elasticsearch/elasticsearch.yml').trimEnd(),
    '',
    '# native',
    `path.data: ${JSON.stringify(path.join(context.paths.data, 'elasticsearch/data'))}`,
    `path.logs: ${JSON.stringify(path.join(context.paths.data, 'elasticsearch/logs'))}`,
    `http.host: ${LOOPBACK}`,
    `http.port: ${context.settings.ports.elasticsearch}`,
    `transport.host: ${LOOPBACK}`,
    '# A single node talks to itself only: any free port.',
    'transport.port: 0',
    '',
  ].join('\n');
}

export const elasticsearch: Component = {
  name: 'elasticsearch',
  artefacts: [
    javaArtefact,
    {
      kind: 'maven-archive',
      coordinates: `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${VERSION}:zip`,
      target: 'elasticsearch',
    },
  ],
  directories: () => [{ path: 'elasticsearch', asDataUser: true }],
  files: (context) => {
    const { elasticWriterPassword, elasticReaderPassword } = context.settings.secrets;
    const users =
      userLine(ELASTICSEARCH_WRITER, elasticWriterPassword) + userLine(ELASTICSEARCH_READER, elasticReaderPassword);
    return [
      { path: 'elasticsearch/elasticsearch.yml', content: configuration(context) },
      sharedConfigFile(context, 'elasticsearch/jvm.options'),
      sharedConfigFile(context, 'elasticsearch/log4j2.properties'),
      sharedConfigFile(context, 'elasticsearch/roles.yml'),
      sharedConfigFile(context, 'elasticsearch/users_roles'),
      { path: 'elasticsearch/users', content: users, mode: 0o600 },
    ].map((file) => ({ ...file, asDataUser: true }));
  },
  processes: ({ settings: { ports, secrets }, paths }) => [
    {
      name: 'elasticsearch',
      kind: 'service',
      argv: [
        ...['sh', '-ec', START, 'elasticsearch'],
        path.join(paths.cache, 'elasticsearch', `elasticsearch-${VERSION}`),
        path.join(paths.config, 'elasticsearch'),
        path.join(paths.data, 'elasticsearch/config'),
      ],
      env: {
        ...fewArenas,
        ES_JAVA_HOME: javaHome,
        // Of the launcher and the keystore tool, which are JVMs too.
        CLI_JAVA_OPTS: '-Xms4m -Xmx48m -XX:+UseSerialGC -XX:TieredStopAtLevel=1',
        ELASTIC_PASSWORD: secrets.elasticPassword,
      },
      cwd: path.join(paths.data, 'elasticsearch'),
      asDataUser: true,
      probe: {
        kind: 'http',
        port: ports.elasticsearch,
        path: '/_cluster/health?wait_for_status=yellow&timeout=1s',
        headers: {
          Authorization: `Basic ${Buffer.from(`elastic:${secrets.elasticPassword}`).toString('base64')}`,
        },
      },
      ports: { http: ports.elasticsearch },
      stopTimeoutSeconds: 15,
    },
  ],
  links: ({ settings: { ports } }) => [
    {
      title: 'Elasticsearch (user elastic, ELASTIC_PASSWORD)',
      url: `http://localhost:${ports.elasticsearch}/firewatch-logs-*/_search`,
    },
  ],
};

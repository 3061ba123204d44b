import path from 'node:path';
import type { Component, Context, ProcessSpec } from '../platform/component';
import { LOOPBACK } from './loopback';
import { sharedConfigFile } from './shared-config';

const BIN = '/usr/lib/postgresql/15/bin';
const SUPERUSER = 'postgres';
/** Role, and database of the same name, of the task service and the consumer. */
const APP_ROLE = 'firewatch';

/**
 * Makes the cluster on the first start, in a folder beside its place so that an interrupted attempt is not taken for a cluster.
 *
 * A lock file that a killed server left behind is usually recognised as stale by PostgreSQL itself, but not when its process id now
 * belongs to some other program of the same user: then it is removed here.
 */
const START = `
cluster=$1; shift
if [ ! -s "$cluster/PG_VERSION" ]; then
  rm -rf "$cluster.new" "$cluster.password"
  (umask 077; printf '%s\\n' "$POSTGRES_PASSWORD" > "$cluster.password")
  ${BIN}/initdb --pgdata="$cluster.new" --username=${SUPERUSER} --pwfile="$cluster.password" --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8
  rm "$cluster.password"
  mv "$cluster.new" "$cluster"
fi
unset POSTGRES_PASSWORD
if [ -s "$cluster/postmaster.pid" ]; then
  holder=$(head -n 1 "$cluster/postmaster.pid")
  [ "$(cat "/proc/$holder/comm" 2>/dev/null)" = postgres ] || rm -f "$cluster/postmaster.pid"
fi
exec ${BIN}/postgres -D "$cluster" "$@"
`;

const cluster = ({ paths }: Context): string => path.join(paths.data, 'postgres/15');

/** Connection string of the app's role. */
export function appDatabaseUrl({ settings }: Pick<Context, 'settings'>): string {
  return `postgres://${APP_ROLE}:${settings.secrets.appDatabasePassword}@${LOOPBACK}:${settings.ports.postgres}/${APP_ROLE}`;
}

/** What the exporter needs to connect: the app's role, which is a member of pg_monitor. */
export function postgresMonitoring({ settings }: Context) {
  return {
    uri: `${LOOPBACK}:${settings.ports.postgres}/${APP_ROLE}?sslmode=disable&application_name=postgres-exporter`,
    user: APP_ROLE,
    password: settings.secrets.appDatabasePassword,
  };
}

export const postgres: Component = {
  name: 'postgres',
  artefacts: [{ kind: 'apt', packages: ['postgresql-15'], probe: `${BIN}/postgres` }],
  directories: () => [{ path: 'postgres', asDataUser: true }],
  files: (context) => [{ ...sharedConfigFile(context, 'postgres/postgresql.conf'), asDataUser: true }],
  processes: (context): readonly ProcessSpec[] => {
    const { ports, secrets } = context.settings;
    return [
      {
        name: 'postgres',
        kind: 'service',
        argv: [
          ...['sh', '-ec', START, 'postgres', cluster(context)],
          ...['-c', `config_file=${path.join(context.paths.config, 'postgres/postgresql.conf')}`],
          ...['-c', `hba_file=${path.join(cluster(context), 'pg_hba.conf')}`],
          ...['-c', `ident_file=${path.join(cluster(context), 'pg_ident.conf')}`],
          ...['-c', `listen_addresses=${LOOPBACK}`],
          ...['-c', `port=${ports.postgres}`],
          // A socket's path may have 107 characters; the project may lie deeper than that.
          ...['-c', 'unix_socket_directories='],
        ],
        env: { POSTGRES_PASSWORD: secrets.postgresPassword },
        // initdb and the server refuse a working directory that they may not read.
        cwd: path.join(context.paths.data, 'postgres'),
        asDataUser: true,
        // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client to leave.
        stopSignal: 'SIGINT',
        probe: {
          kind: 'exec',
          argv: [`${BIN}/pg_isready`, '--quiet', `--host=${LOOPBACK}`, `--port=${ports.postgres}`],
        },
        ports: { postgres: ports.postgres },
      },
      {
        name: 'postgres-prepare',
        kind: 'job',
        argv: ['node', 'infra/native/build/bin/postgres-prepare.js'],
        env: {
          PGHOST: LOOPBACK,
          PGPORT: String(ports.postgres),
          PGUSER: SUPERUSER,
          PGPASSWORD: secrets.postgresPassword,
          APP_ROLE,
          APP_DATABASE_PASSWORD: secrets.appDatabasePassword,
        },
        dependsOn: { postgres: 'healthy' },
      },
    ];
  },
};

import fs from 'node:fs';
import path from 'node:path';
import type { Check } from '../finding';
import { mountedFiles } from '../mounted-files';
import type { Subject } from '../subject';
import { UNMOUNTED } from './differences';

const DAPR_SIDECARS = ['task-service-daprd', 'consumer-daprd'];
const BROKERS = ['kafka-1', 'kafka-2', 'kafka-3'];

/** Who reads what natively (infra/config/README.md): a file, or the files of a folder. */
const READERS: Readonly<Record<string, readonly string[]>> = {
  'infra/config/prometheus/': ['prometheus'],
  'infra/config/kafka/server.properties': BROKERS,
  'infra/config/kafka/zookeeper.properties': ['zookeeper'],
  'infra/config/kafka/log4j.properties': [...BROKERS, 'zookeeper'],
  'infra/config/jmx/kafka.yml': BROKERS,
  'infra/config/jmx/zookeeper.yml': ['zookeeper'],
  'infra/config/dapr/sentry.yaml': ['sentry'],
  'infra/config/dapr/configurations/': DAPR_SIDECARS,
  'infra/config/dapr/components/': DAPR_SIDECARS,
  'infra/config/dapr/subscriptions/': DAPR_SIDECARS,
  'infra/config/dapr/resiliency/': DAPR_SIDECARS,
  // The file realm's natively; here the job gives the users of the index the same roles.
  'infra/config/elasticsearch/users_roles': ['elasticsearch-prepare'],
  'infra/config/elasticsearch/': ['elasticsearch'],
  'infra/config/postgres/': ['postgres'],
  'infra/config/redis/': ['redis'],
  'infra/config/grafana/provisioning/': ['grafana'],
  'infra/config/kibana/kibana.yml': ['kibana'],
  'infra/config/kibana/saved-objects/': ['kibana-import'],
  'alerts/alertmanager.yml': ['alertmanager'],
  'alerts/templates/': ['alertmanager'],
  'alerts/rules/': ['prometheus'],
  'dashboards/dist/': ['grafana'],
};

/** Beside what is read: pages for people, and tests. */
const NOT_READ = /(?:^|\/)README\.md$|\.test\.yml$/;

/** Whatever every environment shares is mounted as it is, by whoever reads it natively. */
export const sharedConfigCheck: Check = {
  name: 'parity-shared-config',
  title: 'each shared configuration file is mounted, as it is, by the components that read it natively',
  run: (subject) => {
    const { root } = subject.paths;
    const files = [
      'infra/config',
      'alerts/templates',
      'alerts/rules',
      'dashboards/dist',
      'alerts/alertmanager.yml',
    ].flatMap((entry) => filesOf(root, entry));
    const findings = files
      .filter((file) => !NOT_READ.test(file) && !Object.hasOwn(UNMOUNTED, file))
      .flatMap((file) => problemsOf(subject, file));
    const stale = Object.keys(UNMOUNTED).filter(
      (file) => !files.includes(file) || problemsOf(subject, file).length === 0,
    );
    return [
      ...findings,
      ...stale.map((file) => ({
        where: 'infra/compose/src/check/parity/differences.ts',
        what: `${file} is listed as not mounted, and is mounted, or is not there`,
        remedy: 'remove the entry',
      })),
    ];
  },
};

function problemsOf({ project, paths: { root } }: Subject, file: string) {
  const readers = Object.entries(READERS).find(
    ([entry]) => file === entry || (entry.endsWith('/') && file.startsWith(entry)),
  )?.[1];
  if (!readers) {
    return [
      {
        where: file,
        what: 'nobody is known to read it',
        remedy: 'remove it, or add its readers to READERS in parity/shared-config.ts',
      },
    ];
  }
  const absolute = path.join(root, file);
  return readers
    .filter((reader) => !mountedFiles(project, reader).some(({ source }) => source === absolute))
    .map((reader) => ({
      where: `services.${reader}.volumes`,
      what: `natively it reads ${file}, here it is not mounted`,
      remedy: 'mount it read-only',
    }));
}

/** From the project's root. */
function filesOf(root: string, entry: string): readonly string[] {
  const absolute = path.join(root, entry);
  if (fs.statSync(absolute).isFile()) return [entry];
  return fs
    .readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile())
    .map((found) => path.relative(root, path.join(found.parentPath, found.name)));
}

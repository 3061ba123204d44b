import type { Check, Finding } from './finding';
import type { Subject } from './subject';
import { isJob, networksOf, podOf } from './topology';

/** What people open is on this one. */
const EDGE = 'edge';
const DATA = 'data';

/** What keeps data, and what only they need: nobody at the edge reaches them. */
export const DATA_STORES = [
  'postgres',
  'redis',
  'zookeeper',
  'kafka-1',
  'kafka-2',
  'kafka-3',
  'registry',
  'elasticsearch',
] as const;

/** The data stores are kept from the edge, and nothing stands alone. */
export const networksCheck: Check = {
  name: 'networks',
  title: 'data stores are on no network but that of data, and each service names its networks',
  run: (subject) => [...dataStores(subject), ...unconnected(subject)],
};

function dataStores({ project }: Subject): readonly Finding[] {
  return DATA_STORES.flatMap((name) => {
    if (!Object.hasOwn(project.services, name)) {
      return [{ where: 'services', what: `there is no data store ${name}`, remedy: 'add it, or correct DATA_STORES' }];
    }
    const others = networksOf(project, name).filter((network) => network !== DATA);
    return others.map((network) => ({
      where: `services.${name}.networks`,
      what: `the data store ${name} can be reached from the network ${network}`,
      remedy: `put it on ${DATA} only, and whoever needs it on ${DATA} as well`,
    }));
  });
}

function unconnected({ project }: Subject): readonly Finding[] {
  const unknown = [EDGE, DATA].filter((network) => !Object.hasOwn(project.networks, network));
  return [
    ...unknown.map((network) => ({ where: 'networks', what: `there is no network ${network}`, remedy: 'add it' })),
    ...Object.entries(project.services).flatMap(([name, { network_mode: mode }]) => {
      const where = `services.${name}`;
      // A job that only works on volumes is better off with none.
      if (mode === 'none' && isJob(project, name)) return [];
      if (mode !== undefined && podOf(project, name) === name) {
        return [{ where, what: `it is on no network of ours: network_mode ${mode}`, remedy: 'name its networks' }];
      }
      const networks = networksOf(project, name);
      if (networks.length === 0 || networks.includes('default')) {
        return [{ where, what: 'it names no network', remedy: `name its networks: ${EDGE}, ${DATA}, …` }];
      }
      return [];
    }),
  ];
}

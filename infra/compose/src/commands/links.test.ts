import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { findLinks } from './links';

interface File {
  readonly services: Readonly<Record<string, { readonly ports?: readonly string[] }>>;
}

/** The services of docker-compose.yml with their ports by default, as Compose would tell them. */
function services() {
  const text = fs.readFileSync(path.resolve(__dirname, '../../../../docker-compose.yml'), 'utf8');
  return Object.entries((parse(text, { merge: true, maxAliasCount: -1 }) as File).services).map(
    ([name, { ports = [] }]) => ({
      name,
      kind: 'service' as const,
      built: false,
      memoryLimit: 0,
      dependsOn: [],
      ports: Object.fromEntries(
        ports.map((port): [string, number] => {
          const [, published, target = ''] = /:-(\d+)\}:(\d+)$/.exec(port) ?? [];
          return [target, Number(published)];
        }),
      ),
    }),
  );
}

test('every page that is to be linked is published by the compose file', () => {
  expect(findLinks({ name: 'firewatch', services: services() }).map(({ url }) => url)).toEqual([
    'http://localhost:8088',
    'http://localhost:3000',
    'http://localhost:5601',
    'http://localhost:9090',
    'http://localhost:9093',
    'http://localhost:16686',
    'http://localhost:8082',
    'http://localhost:8083',
    'http://localhost:8080/readyz',
    'http://localhost:8084/',
  ]);
});

test('a page is linked at the port that it is published at, and not at all when it is not', () => {
  const [console] = services().filter(({ name }) => name === 'console');
  if (!console) throw new Error('there is no console');
  const links = findLinks({ name: 'firewatch', services: [{ ...console, ports: { 8088: 18_088 } }] });
  expect(links).toEqual([{ title: 'Console', url: 'http://localhost:18088' }]);
});

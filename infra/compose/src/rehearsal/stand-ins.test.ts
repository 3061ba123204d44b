import fs from 'node:fs';
import path from 'node:path';
import { resolvePaths } from '@firewatch/native';
import { parse } from 'yaml';
import { readOwnImages } from '../images/own-images';
import { BASES, DAPR_BASES, OWN_WITHOUT_BASE, STAND_INS, standInFor } from './stand-ins';

const { root } = resolvePaths();
const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');

const stages = [...read('infra/compose/rehearsal/Dockerfile').matchAll(/^FROM \S+ AS (\S+)$/gm)].map(
  ([, name]) => name,
);
const { services } = parse(read('docker-compose.yml'), { merge: true, maxAliasCount: -1 }) as {
  services: Record<string, { image: string; build?: unknown }>;
};
const foreign = Object.values(services).flatMap(({ image, build }) => (build === undefined ? [image] : []));
const ours = readOwnImages(root);

describe('the stand-ins', () => {
  it('are built, each by a stage of that name', () => {
    const targets = [STAND_INS, BASES, DAPR_BASES].flatMap((table) => Object.values(table));
    expect(targets.filter((target) => !stages.includes(target))).toEqual([]);
  });

  it('stand for images that docker-compose.yml names', () => {
    const repositories = foreign.map((image) => image.replace(/:[^:/]+$/, ''));
    expect(Object.keys(STAND_INS).filter((repository) => !repositories.includes(repository))).toEqual([]);
  });

  it('leave out what README.md says, and nothing else', () => {
    const missing = foreign.filter((image) => standInFor(image) === undefined);
    expect([...new Set(missing)].map((image) => image.replace(/^.*\/|:.*$/g, '')).sort()).toEqual([
      'filebeat',
      'grafana',
      'kafka-ui',
      'kibana',
      'logstash',
    ]);
    expect(ours.map(({ name }) => name)).toEqual(expect.arrayContaining([...OWN_WITHOUT_BASE]));
  });

  it('take the place of every base of our images, by its build argument', () => {
    const dockerfiles = [...new Set(ours.map(({ dockerfile }) => read(dockerfile)))].join('\n');
    const named = [...dockerfiles.matchAll(/^ARG (\w+_IMAGE)=/gm)].map(([, name]) => name);
    expect(Object.keys(BASES).sort()).toEqual([...new Set(named)].sort());
  });
});

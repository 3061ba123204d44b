import fs from 'node:fs';
import path from 'node:path';
import type { Check, Finding } from '../finding';
import { basesOf } from '../dockerfile';
import { splitImage } from '../check-images';
import type { Subject } from '../subject';

/** An image, and how the version of the same program is pinned natively. */
interface Pinned {
  readonly image: string;
  readonly natively: (subject: Subject) => string | undefined;
}

const PINNED: readonly Pinned[] = [
  // The module of Prometheus 3.16.0 is v0.316.0.
  { image: 'prom/prometheus', natively: goModule('prometheus', 'github.com/prometheus/prometheus', prometheusVersion) },
  { image: 'prom/alertmanager', natively: goModule('alertmanager', 'github.com/prometheus/alertmanager') },
  { image: 'jaegertracing/all-in-one', natively: goModule('jaeger', 'github.com/jaegertracing/jaeger') },
  { image: 'ghcr.io/shopify/toxiproxy', natively: goModule('toxiproxy', 'github.com/Shopify/toxiproxy/v2') },
  { image: 'daprio/placement', natively: goModule('daprd', 'github.com/dapr/dapr') },
  { image: 'daprio/scheduler', natively: goModule('daprd', 'github.com/dapr/dapr') },
  { image: 'apicurio/apicurio-registry-mem', natively: archive('io.apicurio:apicurio-registry-app') },
  ...['elasticsearch/elasticsearch', 'kibana/kibana', 'logstash/logstash', 'beats/filebeat'].map((image) => ({
    image: `docker.elastic.co/${image}`,
    natively: archive('org.elasticsearch.distribution.integ-test-zip:elasticsearch'),
  })),
];

/** Rules, dashboards and tests are proven with the versions that run natively. */
export const versionsCheck: Check = {
  name: 'parity-versions',
  title: 'each image has the version of the same program natively',
  run: (subject) =>
    PINNED.flatMap(({ image, natively }): readonly Finding[] => {
      const wanted = natively(subject);
      const used = imagesOf(subject).filter(({ repository }) => repository === image);
      const where = `image ${image}`;
      if (used.length === 0) {
        return [
          { where, what: 'no service uses it', remedy: 'use it, or remove it from PINNED in parity/versions.ts' },
        ];
      }
      return used
        .filter(({ tag = '' }) => tag.replace(/^v/, '') !== wanted)
        .map(({ tag }) => ({
          where,
          what: `its version is ${tag ?? 'none'}, natively it is ${wanted ?? 'none'}`,
          remedy: 'use one version in both',
        }));
    }),
};

function imagesOf({ project }: Subject): readonly ReturnType<typeof splitImage>[] {
  const images = Object.values(project.services).flatMap(({ image, build }) =>
    build
      ? basesOf(readIfThere(path.resolve(build.context, build.dockerfile ?? 'Dockerfile')))
      : image === undefined
        ? []
        : [image],
  );
  return [...new Set(images)].map((image) => splitImage(image.split('@')[0] ?? image));
}

function goModule(tool: string, module: string, versionOf = (version: string) => version) {
  return ({ paths }: Subject): string | undefined => {
    const text = readIfThere(path.join(paths.root, 'infra/native/tools', tool, 'go.mod'));
    const version = new RegExp(`\\s${RegExp.escape(module)} v([\\w.-]+)`).exec(text)?.[1];
    return version === undefined ? undefined : versionOf(version);
  };
}

function archive(artefact: string) {
  return ({ native }: Subject): string | undefined => {
    const coordinates = native.plan.artefacts.flatMap((item) =>
      item.kind === 'maven-archive' ? [item.coordinates] : [],
    );
    return coordinates.find((text) => text.startsWith(`${artefact}:`))?.split(':')[2];
  };
}

function prometheusVersion(version: string): string {
  const [, number = '', patch] = version.split('.');
  return `${Math.floor(Number(number) / 100)}.${Number(number) % 100}.${patch ?? ''}`;
}

const readIfThere = (file: string): string => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '');

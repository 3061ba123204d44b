import { z } from 'zod';

/** A service of the compose file, as far as the commands need to know it. */
export interface Service {
  readonly name: string;
  /** `service` keeps running; `job` runs once and ends with 0; `manual` is started on request only, since it is in a profile. */
  readonly kind: 'service' | 'job' | 'manual';
  readonly image?: string;
  /** Whether the image is built of this repository. */
  readonly built: boolean;
  /** Bytes. 0: unlimited. */
  readonly memoryLimit: number;
  /** Ports published on this machine, by the port in the container. */
  readonly ports: Readonly<Record<string, number>>;
  readonly dependsOn: readonly string[];
}

/** The compose file with every profile. */
export interface Model {
  /** Of the project. */
  readonly name: string;
  /** Each after what it depends on. */
  readonly services: readonly Service[];
}

const schema = z.object({
  name: z.string(),
  services: z.record(
    z.string(),
    z.object({
      image: z.string().optional(),
      build: z.unknown().optional(),
      profiles: z.array(z.string()).default([]),
      restart: z.string().default('no'),
      mem_limit: z.coerce.number().default(0),
      ports: z.array(z.object({ target: z.number(), published: z.coerce.number().optional() })).default([]),
      depends_on: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});

/** @param json what `docker compose --profile '*' config --format json` prints */
export function parseModel(json: string): Model {
  const { name, services } = schema.parse(JSON.parse(json));
  const described = Object.entries(services).map(([service, each]): Service => ({
    name: service,
    kind: each.profiles.length > 0 ? 'manual' : ['always', 'unless-stopped'].includes(each.restart) ? 'service' : 'job',
    ...(each.image === undefined ? {} : { image: each.image }),
    built: each.build !== undefined,
    memoryLimit: each.mem_limit,
    ports: Object.fromEntries(
      each.ports.flatMap(({ target, published }) => (published === undefined ? [] : [[String(target), published]])),
    ),
    dependsOn: Object.keys(each.depends_on),
  }));
  return { name, services: inDependencyOrder(described) };
}

/** Compose itself refuses circles. */
function inDependencyOrder(services: readonly Service[]): Service[] {
  const byName = new Map(services.map((service) => [service.name, service]));
  const done = new Set<Service>();
  const visit = (service: Service): void => {
    if (done.has(service)) return;
    for (const name of service.dependsOn) {
      const dependency = byName.get(name);
      if (dependency) visit(dependency);
    }
    done.add(service);
  };
  services.forEach(visit);
  return [...done];
}

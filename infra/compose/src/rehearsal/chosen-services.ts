import type { Model, Service } from '../engine/model';
import { nameOf } from '../images/own-images';
import { OWN_WITHOUT_BASE, standInFor } from './stand-ins';

/** Of a profile, and yet started: Prometheus scrapes it whether it is there or not. */
const WITH = ['traffic'];

export interface Chosen {
  readonly services: readonly Service[];
  /** Names of those whose image cannot be had. */
  readonly leftOut: readonly string[];
}

/** What of docker-compose.yml can be started with stand-ins. */
export function chooseServices({ services }: Model): Chosen {
  const wanted = services.filter(({ name, kind }) => kind !== 'manual' || WITH.includes(name));
  const hasImage = ({ image = '', built }: Service) =>
    built ? !OWN_WITHOUT_BASE.includes(nameOf(image)) : standInFor(image) !== undefined;
  return {
    services: wanted.filter(hasImage).map((service) => ({ ...service, kind: asDefault(service) })),
    leftOut: wanted.filter((service) => !hasImage(service)).map(({ name }) => name),
  };
}

function asDefault({ kind }: Service): Service['kind'] {
  return kind === 'manual' ? 'service' : kind;
}

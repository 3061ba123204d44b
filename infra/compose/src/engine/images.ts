import { docker } from './docker';
import type { Model } from './model';

/** @returns those of `images` that the engine does not have */
export async function missingImages(images: readonly string[]): Promise<string[]> {
  const checks = await Promise.all(
    images.map(async (image) => ({ image, ...(await docker(['image', 'inspect', '--format', '{{.Id}}', image])) })),
  );
  return checks.filter(({ code }) => code !== 0).map(({ image }) => image);
}

/** Every image of the compose file. What our own are made of comes from Docker Hub, as they seem to by their names. */
export function allImages({ services }: Pick<Model, 'services'>): string[] {
  return [...new Set(services.flatMap(({ image }) => image ?? []))];
}

/** Images of the default services that have to come from a registry. */
export function foreignImages({ services }: Model): string[] {
  return allImages({ services: services.filter(({ built, kind }) => !built && kind !== 'manual') });
}

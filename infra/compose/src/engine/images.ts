import { docker } from './docker';
import type { Model } from './model';

/** @returns those of `images` that the engine does not have */
export async function missingImages(images: readonly string[]): Promise<string[]> {
  const checks = await Promise.all(
    images.map(async (image) => ({ image, ...(await docker(['image', 'inspect', '--format', '{{.Id}}', image])) })),
  );
  return checks.filter(({ code }) => code !== 0).map(({ image }) => image);
}

/** Images that have to come from a registry. @param manual also those of services that are started on request only */
export function foreignImages({ services }: Model, { manual }: { readonly manual: boolean }): string[] {
  const wanted = services.filter(({ built, kind }) => !built && (manual || kind !== 'manual'));
  return [...new Set(wanted.flatMap(({ image }) => image ?? []))];
}

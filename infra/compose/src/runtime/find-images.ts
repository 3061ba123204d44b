import { ensureEnvLocal, type Paths } from '@firewatch/native';
import { Compose } from '../engine/compose';
import { allImages, missingImages } from '../engine/images';
import { silentRegistries } from '../engine/registries';

/** @returns whether the images of the compose file are here, or can be pulled and built, and a clause that says so */
export async function findImages(paths: Paths): Promise<{ available: boolean; reason: string }> {
  // Compose reads the file only with every secret at hand; whichever runtime it will be, a start makes them.
  ensureEnvLocal(paths);
  const images = allImages(await new Compose(paths.root).model());
  const missing = await missingImages(images);
  if (missing.length === 0) {
    return { available: true, reason: `a container engine answers and has all ${images.length} images` };
  }
  const silent = await silentRegistries(missing);
  const lacking = `a container engine answers and lacks ${missing.length} of ${images.length} images`;
  return silent.length === 0
    ? { available: true, reason: `${lacking}, whose registries answer` }
    : { available: false, reason: `${lacking}, and ${silent.join(', ')} does not answer` };
}

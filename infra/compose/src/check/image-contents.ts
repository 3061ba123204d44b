import fs from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const image = z.object({
  /** By which name each is called; where it lies. */
  programs: z.record(z.string(), z.string()),
  user: z.coerce.string(),
});
const file = z.object({ images: z.record(z.string(), image) });

/** What is in an image, by its name with tag: looked up, in `infra/compose/image-contents.yml`. */
export type ImageContents = z.infer<typeof file>['images'];

export class ImageContentsError extends Error {
  override readonly name = 'ImageContentsError';
}

/** Throws ImageContentsError. */
export function readImageContents(name: string): ImageContents {
  if (!fs.existsSync(name)) return {};
  const parsed = file.safeParse(parse(fs.readFileSync(name, 'utf8')));
  if (!parsed.success) throw new ImageContentsError(`${name}: ${z.prettifyError(parsed.error)}`);
  return parsed.data.images;
}

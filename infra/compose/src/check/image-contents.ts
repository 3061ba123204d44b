import fs from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const image = z
  .object({
    /** Where it was looked up. */
    source: z.string(),
    /** How it is known that the tag exists; of our own images, which are built, nothing. */
    seen: z.string().optional(),
    /** By which name each is called, and where it lies. */
    programs: z.record(z.string(), z.string()),
    /** Whom it runs as by itself. */
    user: z.string(),
    shell: z.enum(['bash', 'sh', 'none']),
    /** Whether all of this could be read. */
    verified: z.boolean(),
    reason: z.string().optional(),
  })
  .strict()
  .refine(({ verified, reason }) => verified === (reason === undefined), {
    error: 'what is not verified has a reason, what is has none',
  });
const file = z.object({ images: z.record(z.string(), image) });

/** What is in an image, by its name with tag: looked up, in `infra/compose/image-contents.yml`. */
export type ImageContents = z.infer<typeof file>['images'];

export class ImageContentsError extends Error {
  override readonly name = 'ImageContentsError';
}

/** Throws ImageContentsError. */
export function readImageContents(name: string): ImageContents {
  if (!fs.existsSync(name)) throw new ImageContentsError(`there is no ${name}`);
  const parsed = file.safeParse(parse(fs.readFileSync(name, 'utf8')));
  if (!parsed.success) throw new ImageContentsError(`${name}: ${z.prettifyError(parsed.error)}`);
  return parsed.data.images;
}

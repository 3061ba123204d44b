import { CommandFailure } from '@firewatch/native/running';
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** An image that docker-compose.yml builds. */
export interface OwnImage {
  /** Of its reference, without `firewatch/` and tag. */
  readonly name: string;
  readonly reference: string;
  /** From the project's root. */
  readonly context: string;
  readonly dockerfile: string;
  readonly target: string;
}

/** YAML's own guard against bombs, which a file of ours, whose services share much, would set off. */
const UNLIMITED = -1;

const file = z.object({
  services: z.record(
    z.string(),
    z.looseObject({
      image: z.string().optional(),
      build: z.object({ context: z.string(), dockerfile: z.string(), target: z.string() }).optional(),
    }),
  ),
});

/** @returns each image once, in the order of the file. @param root the project's folder */
export function readOwnImages(root: string): OwnImage[] {
  const text = fs.readFileSync(path.join(root, 'docker-compose.yml'), 'utf8');
  const { services } = file.parse(parse(text, { merge: true, maxAliasCount: UNLIMITED }));
  const images = Object.values(services).flatMap(({ image, build }) =>
    image === undefined || build === undefined ? [] : [{ name: nameOf(image), reference: image, ...build }],
  );
  return [...new Map(images.map((image) => [image.reference, image])).values()];
}

/** @param names none for all of them. Throws CommandFailure, listing the names, for one that there is not. */
export function chooseImages(all: readonly OwnImage[], names: readonly string[]): readonly OwnImage[] {
  const unknown = names.filter((name) => !all.some((image) => image.name === name));
  if (unknown.length > 0) {
    const known = all.map(({ name }) => name).join(', ');
    throw new CommandFailure(`We make no image ${unknown.join(', ')}. Ours are: ${known}.`);
  }
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}

/** @returns a reference without registry, owner and tag */
export function nameOf(reference: string): string {
  return /^(?:.*\/)?([^/:]+)/.exec(reference)?.[1] ?? reference;
}

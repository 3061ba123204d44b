import fs from 'node:fs';
import path from 'node:path';
import type { Context, Paths, Plan } from '@firewatch/native';
import { nativePlatform } from './example-settings';
import { readImageContents, type ImageContents } from './image-contents';
import type { ComposeConfig } from './project';
import { readComposeFile } from './read-compose-file';

/** What the checks look at. */
export interface Subject extends ComposeConfig {
  readonly paths: Paths;
  /** The comment at the top of the file. */
  readonly head: string;
  readonly images: ImageContents;
  /** The same platform as local processes. */
  readonly native: { readonly context: Context; readonly plan: Plan };
}

/** Absolute. Default: the project's own. */
export interface SubjectFiles {
  readonly composeFile?: string;
  readonly imageContents?: string;
}

/** Throws ComposeFileError, or ImageContentsError. */
export async function readSubject(paths: Paths, files: SubjectFiles = {}): Promise<Subject> {
  const composeFile = files.composeFile ?? path.join(paths.root, 'docker-compose.yml');
  const imageContents = files.imageContents ?? path.join(paths.root, 'infra/compose/image-contents.yml');
  return {
    ...(await readComposeFile(composeFile, paths)),
    paths,
    head: headOf(fs.readFileSync(composeFile, 'utf8')),
    images: readImageContents(imageContents),
    native: nativePlatform(paths.root),
  };
}

function headOf(text: string): string {
  return /^(?:#.*\n)*/.exec(text)?.[0] ?? '';
}

import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';
import { ClockError, type ClockPart } from './clock-error';

/** A file as it is named to people, its text, and what it is a part of. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
  readonly part: ClockPart;
}

/**
 * Changes a YAML file.
 * @returns the text after `edit` has changed its top-level map. Throws ClockError, with file and part, for what is no such file and for
 * what `edit` refuses.
 */
export function editYaml({ file, text, part }: SourceFile, edit: (root: YAMLMap) => void): string {
  // Merges (<<) have to be known, or an alias beside them would not be kept.
  const document = parseDocument(text, { merge: true });
  if (document.errors.length > 0) throw new ClockError(part, `${file}: ${document.errors[0]?.message ?? ''}`);
  if (!isMap(document.contents)) throw new ClockError(part, `${file}: has to be a map`);
  try {
    edit(document.contents);
  } catch (error) {
    if (error instanceof ClockError) throw new ClockError(part, `${file}: ${error.message}`, { cause: error });
    throw error;
  }
  return document.toString({ lineWidth: 0 });
}

/** The maps of the list at `key`; none where there is none. */
export function mapsAt(map: YAMLMap, key: string): readonly YAMLMap[] {
  const list = map.get(key);
  return isSeq(list) ? list.items.filter((item) => isMap(item)) : [];
}

/** The map at `key`, if there is one. */
export function mapAt(map: YAMLMap, key: string): YAMLMap | undefined {
  const value = map.get(key);
  return isMap(value) ? value : undefined;
}

/** Replaces the text at each of `keys` that the map has. */
export function replaceTexts(map: YAMLMap, keys: readonly string[], replace: (text: string) => string): void {
  for (const key of keys) {
    const node = map.get(key, true);
    if (isScalar(node)) node.value = replace(String(node.value));
  }
}

export const textAt = (map: YAMLMap, key: string): string | undefined => {
  const value = map.get(key);
  return typeof value === 'string' ? value : undefined;
};

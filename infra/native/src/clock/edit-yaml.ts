import { isAlias, isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';
import { ClockError, naming, type ClockPart } from './clock-error';

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
  const { contents } = document;
  naming(file, () => edit(contents), part);
  return document.toString({ lineWidth: 0 });
}

/** The maps of the list at `key`; none where there is none. Throws ClockError for an alias. */
export function mapsAt(map: YAMLMap, key: string): readonly YAMLMap[] {
  const list = nodeAt(map, key);
  return isSeq(list) ? list.items.map((item) => refuseAlias(item, key)).filter((item) => isMap(item)) : [];
}

/** The map at `key`, if there is one. Throws ClockError for an alias. */
export function mapAt(map: YAMLMap, key: string): YAMLMap | undefined {
  const value = nodeAt(map, key);
  return isMap(value) ? value : undefined;
}

/** Replaces the text at each of `keys` that the map has. Throws ClockError for an alias. */
export function replaceTexts(map: YAMLMap, keys: readonly string[], replace: (text: string) => string): void {
  for (const key of keys) {
    const node = nodeAt(map, key);
    if (isScalar(node)) node.value = replace(String(node.value));
  }
}

export const textAt = (map: YAMLMap, key: string): string | undefined => {
  const value = map.get(key);
  return typeof value === 'string' ? value : undefined;
};

const nodeAt = (map: YAMLMap, key: string): unknown => refuseAlias(map.get(key, true), key);

/** Whether what it stands for is divided at its own place, and once, is not to be seen. */
function refuseAlias(node: unknown, key: string): unknown {
  if (isAlias(node)) throw new ClockError('rule', `${key}: *${node.source} has to be written out`);
  return node;
}

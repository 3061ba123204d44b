import type { Fields, FieldValue } from './format';

/** @returns the object that the text is, or undefined for anything else. */
export function parseObject(text: string): Fields | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(text) as FieldValue;
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isFields(value: FieldValue): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns the value where it is a string that says something, else undefined. */
export function asString(value: FieldValue): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Turns dotted names into a tree: `{'log.level': 'info'}` becomes `{log: {level: 'info'}}`. A later value wins over an earlier one. */
export function expandDots(source: Fields): Fields {
  const tree: Fields = {};
  for (const [name, value] of Object.entries(source)) {
    const expanded = isFields(value) ? expandDots(value) : value;
    const path = name.split('.');
    const last = path.pop() ?? name;
    let node = tree;
    for (const part of path) {
      const next = node[part];
      node = isFields(next) ? next : (node[part] = {});
    }
    const present = node[last];
    node[last] = isFields(present) && isFields(expanded) ? mergeFields(present, expanded) : expanded;
  }
  return tree;
}

/** @returns a new tree; where both have a value that is no tree, the second wins. */
export function mergeFields(first: Fields, second: Fields): Fields {
  const merged: Fields = { ...first };
  for (const [name, value] of Object.entries(second)) {
    if (value === undefined) continue;
    const present = merged[name];
    merged[name] = isFields(present) && isFields(value) ? mergeFields(present, value) : value;
  }
  return merged;
}

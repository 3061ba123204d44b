import { isFields, newFields, type Fields, type FieldValue } from '../fields';
import { LIMITS, UnreadableRecordError } from '../limits/limits';
import { nestsDeeper } from '../limits/nests-deeper';

/**
 * @returns the object that the text is, or undefined for anything else.
 * @throws {UnreadableRecordError} for one that is nested too deeply
 */
export function parseObject(text: string): Fields | undefined {
  if (!text.startsWith('{')) return undefined;
  if (nestsDeeper(text, LIMITS.nesting))
    throw new UnreadableRecordError('depth', `nested more than ${LIMITS.nesting} deep`);
  try {
    const value = JSON.parse(text) as FieldValue;
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @returns the value where it is a string that says something, else undefined. */
export function asString(value: FieldValue): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A message as text: one that is a number, an object, an array or null is its JSON; one that is missing is empty. */
export function asText(value: FieldValue): string {
  if (typeof value === 'string') return value;
  return value === undefined ? '' : JSON.stringify(value);
}

/**
 * Turns dotted names into a tree: `{'log.level': 'info'}` becomes `{log: {level: 'info'}}`. A later value wins over an earlier one.
 * @throws {UnreadableRecordError} for a name of too many parts
 */
export function expandDots(source: Fields): Fields {
  return expandInto(newFields(), source);
}

function expandInto(tree: Fields, source: Fields): Fields {
  for (const [name, value] of Object.entries(source)) {
    const path = name.split('.', LIMITS.depth + 1);
    if (path.length > LIMITS.depth)
      throw new UnreadableRecordError('depth', `a field's name has more than ${LIMITS.depth} parts`);
    const last = path.pop() ?? name;
    let node = tree;
    for (const part of path) {
      const next = node[part];
      node = isFields(next) ? next : (node[part] = newFields());
    }
    const present = node[last];
    node[last] = isFields(value) ? expandInto(isFields(present) ? present : newFields(), value) : value;
  }
  return tree;
}

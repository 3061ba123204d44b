/** A tree of ECS fields; keys are single names, never dotted. */
export interface Fields {
  [name: string]: FieldValue;
}
export type FieldValue = string | number | boolean | null | undefined | readonly FieldValue[] | Fields;

/** An empty tree without a prototype: a line may name a field `__proto__`, and that is a field like any other. */
export function newFields(): Fields {
  return Object.create(null) as Fields;
}

export function isFields(value: FieldValue): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns a new tree; where both have a value that is no tree, the second wins. */
export function mergeFields(first: Fields, second: Fields): Fields {
  return mergeInto(mergeInto(newFields(), first), second);
}

/** Adds `source` to the tree, which is changed. @returns the tree */
function mergeInto(tree: Fields, source: Fields): Fields {
  for (const [name, value] of Object.entries(source)) {
    if (value === undefined) continue;
    const present = tree[name];
    if (!isFields(value)) tree[name] = value;
    else tree[name] = mergeInto(isFields(present) ? present : newFields(), value);
  }
  return tree;
}

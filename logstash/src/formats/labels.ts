import { newFields, type Fields, type FieldValue } from '../fields';

/**
 * What ECS has no field for. Values become strings, so that two programs that use one name for different types cannot
 * conflict in the index, and dots in names become underscores, so that a name cannot be a value and a tree at once.
 * @returns `{}` where nothing is left, else `{labels: {...}}`.
 */
export function toLabels(values: Readonly<Record<string, FieldValue>>, except: ReadonlySet<string>): Fields {
  const labels = newFields();
  for (const [name, value] of Object.entries(values)) {
    if (except.has(name) || value === undefined || value === null || value === '') continue;
    labels[name.replaceAll('.', '_')] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  return Object.keys(labels).length === 0 ? {} : { labels };
}

/** `server.go:83` (with or without folders) as ECS has it; `{}` for anything else. */
export function toOrigin(caller: FieldValue): Fields {
  const match = typeof caller === 'string' ? /^(.+):(\d+)$/.exec(caller) : null;
  return match ? { log: { origin: { file: { name: match[1], line: Number(match[2]) } } } } : {};
}

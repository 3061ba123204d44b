import { isFields, newFields, type Fields, type FieldValue } from '../fields';
import { LIMITS, UnreadableRecordError } from './limits';

interface Step {
  readonly from: Fields | readonly FieldValue[];
  readonly to: Fields | FieldValue[];
  readonly depth: number;
}

/**
 * A copy in which every value can be sent: text without lone surrogates, numbers that JSON has. Without recursion, for the depth is not
 * known before.
 * @throws {UnreadableRecordError} for a tree that is too deep, has too many fields, or a name that no index takes
 */
export function withinLimits(fields: Fields): Fields {
  const copy = newFields();
  const open: Step[] = [{ from: fields, to: copy, depth: 1 }];
  let count = 0;
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const { from, to, depth } = step;
    if (depth > LIMITS.depth) throw new UnreadableRecordError('depth', `nested more than ${LIMITS.depth} deep`);
    const sendable = (value: FieldValue): FieldValue => {
      if (typeof value === 'string') return value.toWellFormed();
      if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
      if (typeof value !== 'object' || value === null) return value;
      const inner: Fields | FieldValue[] = isFields(value) ? newFields() : [];
      open.push({ from: value, to: inner, depth: depth + 1 });
      return inner;
    };
    if (Array.isArray(to)) {
      for (const value of from as readonly FieldValue[]) to.push(sendable(value));
      continue;
    }
    for (const [name, value] of Object.entries(from as Fields)) {
      count += 1;
      if (count > LIMITS.fields) throw new UnreadableRecordError('fields', `more than ${LIMITS.fields} fields`);
      to[checkedName(name)] = sendable(value);
    }
  }
  return copy;
}

function checkedName(name: string): string {
  if (name.trim() === '') throw new UnreadableRecordError('name', 'a field without a name');
  if (name.length > LIMITS.nameCharacters)
    throw new UnreadableRecordError('name', `a field's name has more than ${LIMITS.nameCharacters} characters`);
  return name.toWellFormed();
}

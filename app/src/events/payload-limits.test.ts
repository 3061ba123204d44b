import type { FieldSchema } from './avro-schema';
import { isIdField } from './payload-limits';
import { EVENT_TOPIC_NAMES, EVENT_TOPICS } from './topics';

test('every field that is said to be an id is called so, and no other is', () => {
  const fields = EVENT_TOPIC_NAMES.flatMap((topic): readonly FieldSchema[] => EVENT_TOPICS[topic].schema.fields);
  for (const field of fields)
    expect([field.name, isIdField(field)]).toEqual([field.name, /^(UU)?Id of|^UUID/i.test(field.doc ?? '')]);
});

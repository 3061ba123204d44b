import path from 'node:path';
import { isUnion, type FieldSchema, type TypeSchema } from './avro-schema';
import { markdownTable } from './markdown-table';
import { DECLARED_TOPICS, EVENT_TOPICS, isEventTopic, subjectOf, type EventTopic } from './topics';

/** Where the page is; it is generated, and committed. */
export const TOPICS_PAGE = path.resolve(__dirname, '../../../docs/topics.md');

const DAY_MS = 86_400_000;

/** The page that describes every topic, in Markdown as Prettier formats it. */
export function renderTopicsPage(): string {
  const blocks = [
    '# Topics',
    '<!-- Made of app/src/events/topics.ts by `make topics-doc`. Do not edit. -->',
    'What an event is, how its key keeps order and how its schema may change: [events](../app/src/events/README.md).',
    settingsTable(),
    ...DECLARED_TOPICS.flatMap(({ name, why }) => (isEventTopic(name) ? eventSection(name, why) : [`## ${name}`, why])),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function settingsTable(): string {
  return markdownTable(
    ['topic', 'key', 'partitions', 'copies', 'least in sync', 'kept', 'value'],
    DECLARED_TOPICS.map(({ name, key, partitions, replicationFactor, minInSyncReplicas, retentionMs }) => [
      `\`${name}\``,
      key === undefined ? 'none of its own' : `\`${key}\``,
      String(partitions),
      String(replicationFactor),
      String(minInSyncReplicas),
      `${retentionMs / DAY_MS} d`,
      isEventTopic(name) ? `Avro, \`${subjectOf(name)}\`` : 'no schema',
    ]),
  );
}

function eventSection(topic: EventTopic, why: string): string[] {
  const { schema } = EVENT_TOPICS[topic];
  const fields: readonly FieldSchema[] = schema.fields;
  return [
    `## ${topic}`,
    schema.doc,
    why,
    `\`${schema.namespace}.${schema.name}\`:`,
    markdownTable(
      ['field', 'type', 'default', 'what'],
      fields.map((field) => [
        `\`${field.name}\``,
        typeText(field.type),
        'default' in field ? `\`${JSON.stringify(field.default)}\`` : '',
        field.doc ?? '',
      ]),
    ),
  ];
}

/** An Avro type in words: `null or long (timestamp-millis)`. */
function typeText(type: TypeSchema): string {
  if (typeof type === 'string') return type;
  if (isUnion(type)) return type.map(typeText).join(' or ');
  const { type: kind, symbols, items, logicalType } = type;
  if (symbols !== undefined) return `${kind} of ${symbols.map((symbol) => `\`${symbol}\``).join(', ')}`;
  if (items !== undefined) return `${kind} of ${typeText(items)}`;
  return logicalType === undefined ? kind : `${kind} (${logicalType})`;
}

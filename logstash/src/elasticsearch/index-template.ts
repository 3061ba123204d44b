import { INDEX_PREFIX } from '../document';

export const TEMPLATE_NAME = 'firewatch-logs';

const keyword = { type: 'keyword', ignore_above: 1024 } as const;
const unsearched = { type: 'keyword', index: false, doc_values: false } as const;
const text = { type: 'text' } as const;

/**
 * The one ECS index template for all logs. Only field types that every Elasticsearch distribution has; a string without an entry here is a keyword,
 * and no string is taken for a date or a number, so that the first document of a day cannot decide a field's type for the others.
 */
export const indexTemplate = {
  index_patterns: [`${INDEX_PREFIX}*`],
  priority: 200,
  template: {
    settings: {
      number_of_shards: 1,
      number_of_replicas: 0,
      'index.mapping.total_fields.limit': 1000,
      // A day's lines may bring more names than that; the names beyond are kept and not searched, and no document is refused for them.
      'index.mapping.total_fields.ignore_dynamic_beyond_limit': true,
    },
    mappings: {
      date_detection: false,
      numeric_detection: false,
      dynamic_templates: [
        { labels: { path_match: 'labels.*', mapping: keyword } },
        { strings: { match_mapping_type: 'string', mapping: keyword } },
      ],
      properties: {
        '@timestamp': { type: 'date' },
        message: text,
        tags: keyword,
        ecs: { properties: { version: keyword } },
        error: { properties: { type: keyword, code: keyword, message: text, stack_trace: text } },
        event: {
          properties: {
            dataset: keyword,
            action: keyword,
            outcome: keyword,
            duration: { type: 'long' },
            original: unsearched,
          },
        },
        http: {
          properties: {
            request: { properties: { id: keyword, method: keyword } },
            response: { properties: { status_code: { type: 'long' } } },
          },
        },
        log: {
          properties: {
            level: keyword,
            logger: keyword,
            file: { properties: { path: keyword } },
            origin: { properties: { file: { properties: { name: keyword, line: { type: 'long' } } } } },
          },
        },
        postgresql: {
          properties: {
            log: { properties: { database: keyword, statement: text, detail: text, context: text, hint: text } },
          },
        },
        process: { properties: { pid: { type: 'long' }, thread: { properties: { name: keyword } } } },
        service: { properties: { name: keyword, version: keyword } },
        span: { properties: { id: keyword } },
        trace: { properties: { id: keyword } },
        user: { properties: { id: keyword, name: keyword } },
      },
    },
  },
} as const;

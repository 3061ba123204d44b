import fc from 'fast-check';
import type { AlertGroup, PostableAlert } from './message-renderer';

/** What means something to Slack, to a URL, to a matcher, to a query or to a template, and what is hard to cut. */
const MEANINGFUL = fc.constantFrom(
  ...[
    '&',
    '<',
    '>',
    '|',
    '"',
    '\\',
    '\n',
    '`',
    '```',
    '%',
    '%2',
    '{',
    '}',
    '{{ . }}',
    '*',
    '_',
    '~',
    ' ',
    '+',
    '#',
    '?',
    '…',
  ],
  ...[
    '<!channel>',
    '<@U1>',
    '&amp;',
    '&lt',
    '<http://x|y>',
    'http://',
    '",',
    '=~',
    '\\"',
    '\u0000',
    '\u202e',
    '\u2028',
    '👩‍🚒',
    'é',
  ],
);

/** Not empty: Alertmanager takes a label without a value for none. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('task-service', 'critical', 'warning', 'kafka', 'x') },
  {
    weight: 6,
    arbitrary: fc.string({
      unit: fc.oneof(MEANINGFUL, fc.string({ unit: 'binary', minLength: 1, maxLength: 3 })),
      minLength: 1,
      maxLength: 20,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(MEANINGFUL, fc.integer({ min: 50, max: 900 })).map(([one, times]) => one.repeat(times)),
  },
);

const address = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.webUrl({ size: 'large', withQueryParameters: true }),
  fc.tuple(fc.webUrl(), hostileText).map(([url, text]) => `${url}?${text}`),
  hostileText,
);

/** Few of them are many: a group has up to 300 alerts. */
const ownLabels = fc.dictionary(hostileText, hostileText, { maxKeys: 9 });

/** Any label may be missing, as long as there is one. */
const namedLabels = fc
  .record(
    { alertname: hostileText, service: hostileText, severity: hostileText, team: hostileText },
    { requiredKeys: [] },
  )
  .map((labels) => (Object.keys(labels).length > 0 ? labels : { severity: 'critical' }));

const annotations = fc.record(
  { summary: hostileText, description: hostileText, runbook_url: address, dashboard_url: address },
  { requiredKeys: [] },
);

const BEGIN = Date.parse('1970-01-01T00:00:00Z');
const END = Date.parse('2026-01-01T00:00:00Z');

const shape = fc.record({
  own: ownLabels,
  annotations,
  generatorURL: address,
  startsAt: fc.integer({ min: BEGIN, max: END }),
  lastsMs: fc.option(fc.integer({ min: 0, max: END - BEGIN })),
});

/** Groups of 1 to 300 alerts of any labels and annotations: all fire, some do, none does. */
export const hostileGroup: fc.Arbitrary<AlertGroup> = fc
  .tuple(
    namedLabels,
    fc.array(shape, { minLength: 1, maxLength: 5 }),
    fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 1, max: 30 }) },
      { weight: 1, arbitrary: fc.integer({ min: 31, max: 300 }) },
    ),
  )
  .map(([named, shapes, size]) => {
    const alerts = Array.from({ length: size }, (_, index): PostableAlert => {
      const { own, lastsMs, startsAt, ...told } = shapes[index % shapes.length] as (typeof shapes)[number];
      return {
        ...told,
        labels: { ...own, ...named, number: String(index) },
        startsAt: new Date(startsAt).toISOString(),
        ...(lastsMs === null ? {} : { endsAt: new Date(Math.min(startsAt + lastsMs, END)).toISOString() }),
      };
    });
    const labels = Object.fromEntries(
      Object.entries(named).filter(([name]) => name === 'alertname' || name === 'service'),
    );
    return { receiver: 'slack-critical', labels, alerts };
  });

import fc from 'fast-check';
import { parseMatchers } from '../console/matchers';
import { checkPayload, SHOWN_TEXT, type Attachment } from '../slack-receiver/payload';
import { hostileGroup } from './hostile-groups';
import { EXTERNAL_URL, hasMessageRenderer, MessageRenderer, type AlertGroup } from './message-renderer';

const LINK = /<([^<>|\n]+)\|([^<>|\n]+)>/g;

const unescape = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** The links of a text, by what they say; fails for two that say the same. */
function linksOf(text: string): ReadonlyMap<string, string> {
  const found = [...text.matchAll(LINK)].map(([, url = '', label = '']) => [label, unescape(url)] as const);
  const links = new Map(found);
  expect(links.size).toBe(found.length);
  return links;
}

/** As Go does: more than encodeURIComponent. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

function checkEscaped(text: string): void {
  expect(text.isWellFormed()).toBe(true);
  expect(text.replace(LINK, '')).not.toMatch(/[<>]/);
  expect(text).not.toMatch(/&(?!(?:amp|lt|gt);)/);
}

function checkSilence({ labels }: AlertGroup, link: string | undefined): void {
  const [page, query] = (link ?? '').split('?', 2);
  expect(page).toBe(`${EXTERNAL_URL}/#/silences/new`);
  const matchers = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`,
  );
  if (query === undefined) {
    expect(matchers.length === 0 || encode(`{${matchers.join(', ')}}`).length >= 600).toBe(true);
    return;
  }
  const filter = new URLSearchParams(query).get('filter') ?? '';
  const prepared = parseMatchers(filter);
  expect(prepared.every(({ isEqual, isRegex }) => isEqual && !isRegex)).toBe(true);
  expect(Object.fromEntries(prepared.map(({ name, value }) => [name, value]))).toEqual(labels);
}

/** A link that an annotation asks for leads there, or there is none. */
function checkAsked(asked: string | undefined, link: string | undefined, most: number): void {
  if (link !== undefined) expect(link).toMatch(/^https?:\/\/[^\s<>|"`]+$/);
  if (asked === undefined || !URL.canParse(asked)) return;
  const { href, protocol } = new URL(asked);
  const isPlain = /^https?:$/.test(protocol) && /^[!-~]+$/.test(asked) && /^https?:/.test(asked);
  if (isPlain && asked.length * 5 < most) expect(link).toBeDefined();
  const same = (url: string) => url.replace(/[<>|"`]/g, encodeURIComponent);
  if (link !== undefined) expect(same(new URL(link).href)).toBe(same(href));
}

function checkLinks(group: AlertGroup, text: string): void {
  const links = linksOf(text);
  checkSilence(group, links.get('Silence'));
  const [first] = group.alerts;
  checkAsked(first?.annotations['runbook_url'], links.get('Runbook'), 400);
  checkAsked(first?.annotations['dashboard_url'], links.get('Dashboard'), 400);
  checkAsked(first?.generatorURL, links.get('Graph'), 1_200);
  const { service } = first?.labels ?? {};
  const [traces, logs] = [links.get('Traces'), links.get('Logs')];
  expect([traces === undefined, logs === undefined]).toEqual(
    Array(2).fill(service === undefined || Buffer.byteLength(service) > 60),
  );
  if (traces !== undefined) expect(new URL(traces).searchParams.get('service')).toBe(service);
  if (logs !== undefined)
    expect(new URL(logs).searchParams.get('query')).toMatch(/^service\.name:(?:[\w.?][\w.?-]*)?\*$/);
}

function checkCounts({ alerts }: AlertGroup, { title, text }: Required<Attachment>): void {
  const firing = alerts.filter(({ endsAt }) => endsAt === undefined).length;
  expect(/ \(×(\d+)\)$/.exec(title)?.[1]).toBe(firing > 1 ? String(firing) : undefined);
  expect(title.startsWith('RESOLVED: ')).toBe(firing === 0);
  const shown = text.match(/^Since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/gm)?.length ?? 0;
  const over = text.match(/^Since .* UTC, until .* UTC \(after .+\)$/gm)?.length ?? 0;
  expect(shown).toBeGreaterThan(0);
  expect(over).toBe(Math.max(shown - firing, 0));
  expect(/<[^|]*\|… and (\d+) more>/.exec(text)?.[1]).toBe(
    shown < alerts.length ? String(alerts.length - shown) : undefined,
  );
}

(hasMessageRenderer ? describe : describe.skip)('messages of alerts with any labels and annotations', () => {
  let renderer: MessageRenderer;
  beforeAll(() => {
    renderer = new MessageRenderer();
  });
  afterAll(() => renderer.close());

  // So long on a busy machine; the most cases are 10,000.
  const timeout = 200 * (fc.readConfigureGlobal().numRuns ?? 100);

  test(
    'are taken by Slack, show all that fits, count the rest, and have links that lead where they say',
    async () => {
      await fc.assert(
        fc.asyncProperty(hostileGroup, async (group) => {
          const checked = checkPayload(await renderer.render(group));
          if ('error' in checked) throw new Error(`Slack refuses it: ${checked.error}`);
          const message = checked.payload.attachments?.[0] as Required<Attachment>;
          const { title, fallback, text, footer } = message;
          for (const part of [title, fallback, text, footer]) checkEscaped(part);
          expect(title.length).toBeLessThan(1_000);
          expect(text.length).toBeLessThan(SHOWN_TEXT);
          expect(text).not.toContain('```');
          checkCounts(group, message);
          checkLinks(group, text);
        }),
      );
    },
    timeout,
  );
});

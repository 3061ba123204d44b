/** A part of a text in Slack's mrkdwn. */
export type MrkdwnNode =
  | { readonly kind: 'text' | 'code' | 'block' | 'mention'; readonly text: string }
  | { readonly kind: 'link'; readonly href: string; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: Emphasis; readonly children: readonly MrkdwnNode[] };

type Emphasis = 'bold' | 'italic' | 'struck';

/** Of Unicode's private characters, which no message has a use for. */
const MARK = '\uE000';

/** `<…>` and `` `…` `` are whole, whatever is in them; the rest has bold, italic and struck text. */
const WHOLE = /```([\s\S]+?)```|`([^`\n]+)`|<([^<>\n]+)>/g;

const EMPHASIS = /(?<=^|[\s(])([*_~])(\S(?:[^\n]*?\S)?)\1(?=$|[\s).,:;!?])/m;

const KINDS: Readonly<Record<string, Emphasis>> = { '*': 'bold', _: 'italic', '~': 'struck' };

/** @param text as it is in a payload: `&`, `<` and `>` escaped */
export function parseMrkdwn(text: string): readonly MrkdwnNode[] {
  // Emphasis may span links and code, so these are set aside until the text around them is done.
  const aside: MrkdwnNode[] = [];
  const rest = text.replaceAll(MARK, '').replace(WHOLE, (_whole, block?: string, code?: string, reference?: string) => {
    aside.push(toWhole(block, code, reference ?? ''));
    return `${MARK}${aside.length - 1}${MARK}`;
  });
  return parseEmphasis(rest, aside);
}

/** Slack escapes these three and no other; what else looks like an entity is text. */
export const unescapeSlack = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

function toWhole(block: string | undefined, code: string | undefined, reference: string): MrkdwnNode {
  if (block !== undefined) return { kind: 'block', text: unescapeSlack(block.replace(/^\n|\n$/g, '')) };
  if (code !== undefined) return { kind: 'code', text: unescapeSlack(code) };
  const [target = '', label = target] = reference.split(/\|(.*)/s, 2);
  const href = unescapeSlack(target);
  return isWebLink(href)
    ? { kind: 'link', href, text: unescapeSlack(label) }
    : { kind: 'mention', text: unescapeSlack(label) };
}

export const isWebLink = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

function parseEmphasis(text: string, aside: readonly MrkdwnNode[]): readonly MrkdwnNode[] {
  const found = EMPHASIS.exec(text);
  if (!found) return parseLines(text, aside);
  const [whole, sign = '', inner = ''] = found;
  return [
    ...parseLines(text.slice(0, found.index), aside),
    { kind: KINDS[sign] ?? 'bold', children: parseEmphasis(inner, aside) },
    ...parseEmphasis(text.slice(found.index + whole.length), aside),
  ];
}

function parseLines(text: string, aside: readonly MrkdwnNode[]): readonly MrkdwnNode[] {
  return text.split('\n').flatMap((line, index) => {
    const parts = line.split(MARK).flatMap((part, place): readonly MrkdwnNode[] => {
      // What was set aside has a mark on both sides, so every second part is its number.
      if (place % 2 === 1) return aside.slice(Number(part), Number(part) + 1);
      return part === '' ? [] : [{ kind: 'text', text: unescapeSlack(part) }];
    });
    return index === 0 ? parts : [{ kind: 'break' } as const, ...parts];
  });
}

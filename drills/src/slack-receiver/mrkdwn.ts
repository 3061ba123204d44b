const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** @returns the text for use in HTML, in an attribute's value too */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Slack escapes these three and no other; what else looks like an entity is text. */
const unescapeSlack = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Slack's text as HTML. */
export const escapeSlack = (text: string): string => escapeHtml(unescapeSlack(text));

/** Of Unicode's private characters, which no message has a use for. */
const MARK = '\uE000';

/** `<…>` and `` `…` `` are whole, whatever is in them; the rest has bold, italic and struck text. */
const TOKEN = /```([\s\S]+?)```|`([^`\n]+)`|<([^<>\n]+)>/g;

/** @returns Slack's mrkdwn as HTML that is safe to show: links to http and https only, everything else escaped */
export function renderMrkdwn(text: string): string {
  // Emphasis may span links and code, so these are set aside, and put back when the text around them is done.
  const aside: string[] = [];
  const rest = text.replaceAll(MARK, '').replace(TOKEN, (_token, block?: string, code?: string, reference?: string) => {
    aside.push(renderWhole(block, code, reference ?? ''));
    return `${MARK}${aside.length - 1}${MARK}`;
  });
  return renderEmphasis(escapeSlack(rest))
    .replaceAll('\n', '<br>')
    .replace(new RegExp(`${MARK}(\\d+)${MARK}`, 'g'), (_mark, index: string) => aside[Number(index)] ?? '');
}

function renderWhole(block: string | undefined, code: string | undefined, reference: string): string {
  if (block !== undefined) return `<pre>${escapeSlack(block)}</pre>`;
  if (code !== undefined) return `<code>${escapeSlack(code)}</code>`;
  const [target = '', label = target] = reference.split('|', 2);
  if (isWebLink(unescapeSlack(target))) return renderLink(unescapeSlack(target), escapeSlack(label));
  return `<span class="mention">${escapeSlack(label)}</span>`;
}

function renderEmphasis(html: string): string {
  return html
    .replace(/(^|[\s(])\*(\S(?:[^*\n]*\S)?)\*(?=$|[\s).,:;!?])/gm, '$1<b>$2</b>')
    .replace(/(^|[\s(])_(\S(?:[^_\n]*\S)?)_(?=$|[\s).,:;!?])/gm, '$1<i>$2</i>')
    .replace(/(^|[\s(])~(\S(?:[^~\n]*\S)?)~(?=$|[\s).,:;!?])/gm, '$1<s>$2</s>');
}

const isWebLink = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/** @param labelHtml what is shown, as HTML; it is all there is where the URL is none to http or https */
export function renderLink(url: string, labelHtml: string): string {
  if (!isWebLink(url)) return labelHtml;
  return `<a href="${escapeHtml(url)}" rel="noopener noreferrer">${labelHtml}</a>`;
}

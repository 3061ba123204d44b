import type { Message } from './message-store';
import { escapeHtml, escapeSlack, renderLink, renderMrkdwn } from './mrkdwn';
import type { Attachment } from './payload';

const STYLE = `
body{font:15px/1.46 system-ui,sans-serif;margin:0;display:flex;min-height:100vh;color:#1d1c1d}
nav{background:#3f0e40;padding:16px;min-width:180px}nav b{color:#fff}
nav a{display:block;color:#cfc3cf;text-decoration:none;padding:4px 8px;border-radius:6px}
nav a[aria-current]{background:#1164a3;color:#fff}
main{flex:1;padding:0 24px 24px}h1{font-size:18px;border-bottom:1px solid #ddd;padding:14px 0}
article{margin:16px 0}time{color:#616061;font-size:12px;margin-left:8px}
.attachment{border-left:4px solid #ddd;padding:2px 12px;margin:6px 0}.attachment>a,.title{font-weight:700}
dl{display:grid;grid-template-columns:1fr 1fr;gap:6px;margin:6px 0}dt{font-weight:700}dd{margin:0}dl .long{grid-column:1/3}
footer{color:#616061;font-size:12px}code{background:#f6f6f6;border:1px solid #ddd;border-radius:3px;color:#c0123c;padding:0 3px}
pre{background:#f6f6f6;border:1px solid #ddd;padding:8px}.mention{background:#fff3c9}a{color:#1264a3}`;

const COLORS: Readonly<Record<string, string>> = { good: '#2eb886', warning: '#daa038', danger: '#a30200' };

export interface ChannelSummary {
  readonly name: string;
  readonly messages: number;
}

/** @returns the page of one channel, its newest message last, as a person would see it in Slack */
export function renderPage(channels: readonly ChannelSummary[], channel: string, messages: readonly Message[]): string {
  const links = channels.map(({ name, messages: count }) => {
    const current = name === channel ? ' aria-current="page"' : '';
    return `<a href="/view/${encodeURIComponent(name)}"${current}># ${escapeHtml(name)} (${count})</a>`;
  });
  const articles = messages.length === 0 ? '<p>No message yet.</p>' : messages.map(renderMessage).join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title># ${escapeHtml(channel)}</title><style>${STYLE}</style></head>
<body><nav><b>Firewatch</b>${links.join('')}</nav>
<main><h1># ${escapeHtml(channel)}</h1>
${articles}
</main></body></html>
`;
}

function renderMessage({ id, receivedAt, payload }: Message): string {
  const { username, text = '', attachments = [], blocks = [] } = payload;
  const head = `<b>${escapeHtml(username ?? 'incoming-webhook')}</b><time datetime="${receivedAt}">${receivedAt.slice(0, 19).replace('T', ' ')} UTC</time>`;
  const raw = blocks.map((block) => `<pre>${escapeHtml(JSON.stringify(block, null, 2))}</pre>`);
  return `<article id="message-${id}">${head}<div>${renderMrkdwn(text)}</div>${raw.join('')}${attachments.map(renderAttachment).join('')}</article>`;
}

/** mrkdwn is on in those parts only that the attachment names. */
function renderAttachment(attachment: Attachment): string {
  const {
    color = '',
    pretext = '',
    title = '',
    title_link: link = '',
    text = '',
    fields = [],
    footer = '',
  } = attachment;
  const marked = new Set(attachment.mrkdwn_in ?? ['text', 'pretext', 'fields']);
  const render = (part: 'text' | 'pretext' | 'fields', value: string): string =>
    marked.has(part) ? renderMrkdwn(value) : escapeSlack(value).replaceAll('\n', '<br>');
  const rows = fields.map(
    ({ title: name = '', value = '', short = false }) =>
      `<div${short ? '' : ' class="long"'}><dt>${escapeSlack(name)}</dt><dd>${render('fields', value)}</dd></div>`,
  );
  const heading = title === '' ? '' : renderLink(link, `<span class="title">${escapeSlack(title)}</span>`);
  return [
    pretext === '' ? '' : `<div>${render('pretext', pretext)}</div>`,
    `<div class="attachment"${colorStyle(color)}>${heading}<div>${render('text', text)}</div>`,
    rows.length === 0 ? '' : `<dl>${rows.join('')}</dl>`,
    footer === '' ? '' : `<footer>${escapeSlack(footer)}</footer>`,
    '</div>',
  ].join('');
}

function colorStyle(color: string): string {
  if (color === '') return '';
  return ` style="border-left-color:${escapeHtml(COLORS[color] ?? `#${color.replace(/^#/, '')}`)}"`;
}

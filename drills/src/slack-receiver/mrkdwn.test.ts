import { renderMrkdwn } from './mrkdwn';

const link = (url: string, label: string): string => `<a href="${url}" rel="noopener noreferrer">${label}</a>`;

test.each([
  ['plain', 'plain'],
  ['*Users get errors*\nSince', '<b>Users get errors</b><br>Since'],
  ['_a_ and ~b~ and 2*3*4', '<i>a</i> and <s>b</s> and 2*3*4'],
  ['see `a*b*` and ```x\ny```', 'see <code>a*b*</code> and <pre>x\ny</pre>'],
  ['<http://h/x|Runbook> · <http://h/y>', `${link('http://h/x', 'Runbook')} · ${link('http://h/y', 'http://h/y')}`],
  ['*<http://h/?a=1&amp;b=2|two>*', `<b>${link('http://h/?a=1&amp;b=2', 'two')}</b>`],
  ['&lt;b&gt; &amp; &quot;', '&lt;b&gt; &amp; &amp;quot;'],
  ['<!channel>', '<span class="mention">!channel</span>'],
])('%j is %s', (text, html) => {
  expect(renderMrkdwn(text)).toBe(html);
});

test.each([
  '<script>alert(1)</script>',
  '<javascript:alert(1)|click>',
  '<http://h/"onclick="alert(1)|x>',
  '`<img src=x onerror=alert(1)>`',
  '\uE0000\uE000 <http://h/|<b>>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
])('nothing in %j runs or leads elsewhere', (text) => {
  const html = renderMrkdwn(text);
  expect(html).not.toMatch(/<(?!\/?(?:a|b|i|s|code|pre|span|br)\b)/);
  expect(html).not.toMatch(/href="(?!https?:)/);
  expect(html).not.toMatch(/" ?onclick/);
});

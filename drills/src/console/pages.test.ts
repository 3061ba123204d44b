import { renderPage } from './pages';

const FRAME = '<html><head><title>Firewatch</title></head><body><div id="root"></div></body></html>';

const dataOf = (html: string): unknown =>
  JSON.parse(/<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(html)?.[1] ?? '');

test('has the title, the text for who runs no scripts, and the data', () => {
  const html = renderPage(FRAME, { title: 'Logs', text: 'a line', data: { '/api/logs': { lines: [1] } } });
  expect(html).toContain('<title>Logs · Firewatch</title>');
  expect(html).toContain('<noscript><h1>Logs</h1><pre>a line</pre></noscript>');
  expect(dataOf(html)).toEqual({ '/api/logs': { lines: [1] } });
});

test('has empty data where there is none', () => {
  expect(dataOf(renderPage(FRAME, { title: 'Logs' }))).toEqual({});
});

const HOSTILE = '</script></title></pre><script>alert(1)</script><!-- <img src=x onerror=alert(1)> & "quoted" \u2028';

test('text of others is text in every place, and comes through whole in the data', () => {
  const html = renderPage(FRAME, { title: HOSTILE, text: HOSTILE, data: { [HOSTILE]: HOSTILE } });
  expect(dataOf(html)).toEqual({ [HOSTILE]: HOSTILE });
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html.match(/<\/script/g)).toHaveLength(1);
  expect(html).not.toMatch(/<img|<!--/);
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quoted&quot;');
});

test('what looks like a pattern of a replacement is text too', () => {
  const html = renderPage(FRAME, { title: "$& $1 $' $`", data: { a: "$& $1 $' $`" } });
  expect(html).toContain('<title>$&amp; $1 $&#39; $` · Firewatch</title>');
  expect(dataOf(html)).toEqual({ a: "$& $1 $' $`" });
});

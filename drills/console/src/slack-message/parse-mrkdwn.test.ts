import { parseMrkdwn } from './parse-mrkdwn';

const text = (of: string) => ({ kind: 'text', text: of });

it('has bold, italic and struck text', () => {
  expect(parseMrkdwn('*Broken*, _very_ ~not~')).toEqual([
    { kind: 'bold', children: [text('Broken')] },
    text(', '),
    { kind: 'italic', children: [text('very')] },
    text(' '),
    { kind: 'struck', children: [text('not')] },
  ]);
});

it('sees no emphasis within words, across lines, or around blanks', () => {
  expect(parseMrkdwn('2*3*4 snake_case_name * a *')).toEqual([text('2*3*4 snake_case_name * a *')]);
  expect(parseMrkdwn('*a\nb*')).toEqual([text('*a'), { kind: 'break' }, text('b*')]);
});

it('has links with their names, in emphasis too', () => {
  expect(parseMrkdwn('<http://a/?x=1&amp;y=2|Run &lt;book&gt;> · *<http://b>*')).toEqual([
    { kind: 'link', href: 'http://a/?x=1&y=2', text: 'Run <book>' },
    text(' · '),
    { kind: 'bold', children: [{ kind: 'link', href: 'http://b', text: 'http://b' }] },
  ]);
});

it('links to http and https only', () => {
  expect(parseMrkdwn('<javascript:alert(1)|here> <!channel>')).toEqual([
    { kind: 'mention', text: 'here' },
    text(' '),
    { kind: 'mention', text: '!channel' },
  ]);
});

it('leaves code whole', () => {
  expect(parseMrkdwn('`*a* &lt;b&gt;` ```\nx\n  y\n```')).toEqual([
    { kind: 'code', text: '*a* <b>' },
    text(' '),
    { kind: 'block', text: 'x\n  y' },
  ]);
});

it("undoes Slack's three escapes once, and no other", () => {
  expect(parseMrkdwn('&amp;lt; &quot; <')).toEqual([text('&lt; &quot; <')]);
});

it('takes no mark of its own from a message', () => {
  expect(parseMrkdwn('\uE0000\uE000')).toEqual([text('0')]);
});

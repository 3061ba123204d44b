import { checkPayload } from './payload';

const attachment = {
  color: 'danger',
  title: 'T',
  title_link: 'http://localhost:9093/',
  text: 'x',
  mrkdwn_in: ['text'],
};
const check = (payload: unknown) => checkPayload(JSON.stringify(payload));

test.each([
  ['text', { text: 'hello' }],
  ['an attachment', { username: 'Firewatch', attachments: [attachment] }],
  ['a colour in hexadecimal', { attachments: [{ text: 'x', color: '#2eb886' }] }],
  ['fields', { attachments: [{ fields: [{ title: 'a', value: 'b', short: true }] }] }],
  ['blocks', { blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*x*' } }] }],
  ['100 attachments', { attachments: Array.from({ length: 100 }, () => attachment) }],
  ['50 blocks', { blocks: Array.from({ length: 50 }, () => ({ type: 'divider' })) }],
  ['40,000 characters', { text: 'x'.repeat(40_000) }],
  ['what it does not know, too', { text: 'x', channel: '#elsewhere', link_names: true }],
])('takes %s, and keeps all of it', (_what, payload) => {
  expect(check(payload)).toEqual({ payload });
});

test.each([
  ['[]', 'invalid_payload'],
  ['', 'invalid_payload'],
  ['{', 'invalid_payload'],
  ['"text"', 'invalid_payload'],
  ['{"text":1}', 'invalid_payload'],
  ['{}', 'no_text'],
  ['{"text":""}', 'no_text'],
  ['{"text":null,"attachments":[],"blocks":[]}', 'no_text'],
])('refuses %s: %s', (body, error) => {
  expect(checkPayload(body)).toEqual({ error });
});

test.each([
  ['text that is too long', { text: 'x'.repeat(40_001) }, 'msg_too_long'],
  ['101 attachments', { attachments: Array.from({ length: 101 }, () => attachment) }, 'too_many_attachments'],
  ['51 blocks', { blocks: Array.from({ length: 51 }, () => ({ type: 'divider' })) }, 'invalid_blocks'],
  ['a block without type', { blocks: [{}] }, 'invalid_blocks'],
  ['an attachment that is none', { attachments: ['x'] }, 'invalid_attachments'],
  ['an attachment that shows nothing', { attachments: [{ color: 'good' }] }, 'invalid_attachments'],
  ['a colour that is none', { attachments: [{ text: 'x', color: 'reddish' }] }, 'invalid_attachments'],
  ['a link that is none', { attachments: [{ title: 'x', title_link: 'javascript:1' }] }, 'invalid_attachments'],
  ['a title that is too long', { attachments: [{ title: 'x'.repeat(1_025) }] }, 'invalid_attachments'],
  ['a text of an attachment that is too long', { attachments: [{ text: 'x'.repeat(40_001) }] }, 'invalid_attachments'],
  ['a footer that is too long', { attachments: [{ text: 'x', footer: 'x'.repeat(301) }] }, 'invalid_attachments'],
  [
    'a link that is too long',
    { attachments: [{ title: 'x', title_link: `http://x/${'x'.repeat(3_000)}` }] },
    'invalid_attachments',
  ],
  ['a field that is none', { attachments: [{ text: 'x', fields: [{ short: 'yes' }] }] }, 'invalid_attachments'],
])('refuses %s', (_what, payload, error) => {
  expect(check(payload)).toEqual({ error });
});

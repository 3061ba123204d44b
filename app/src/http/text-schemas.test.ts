import { text, visibleText } from './text-schemas';

const name = visibleText(100);

test.each([
  ['a letter', 'a'],
  ['Arabic with a joiner', 'می\u200cخواهم'],
  ['Devanagari with a joiner', 'क्\u200dष'],
  ['Thai with its marks', 'ที่'],
  ['Hebrew with its marks', 'שָׁלוֹם'],
  ['Hangul of single letters', '\u1112\u1161\u11ab'],
  ['an emoji of several, joined', '👩\u200d👩\u200d👧'],
  ['an emoji with a selector', '❤\ufe0f'],
  ['a flag of tags', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
  ['a keycap', '1\ufe0f\u20e3'],
  ['a mark by itself', '\u0301'],
  ['a private character', '\ue000'],
  ['blanks around a letter', ' \u200b a \u200b '],
  ['a dash', '—'],
])('%s can be seen', (_what, value) => {
  expect(name.parse(value)).toBe(value);
});

test.each([
  ['nothing', ''],
  ['blanks', ' \t\r\n\u00a0\u2003\u3000'],
  ['zero-width characters', '\u200b\u200c\u200d\u2060\ufeff'],
  ['bidirectional marks', '\u200e\u200f\u202a\u202e\u2066\u2069\u061c'],
  ['a Hangul filler', '\u3164'],
  ['other Hangul fillers', '\u115f\u1160\uffa0'],
  ['a soft hyphen', '\u00ad'],
  ['a grapheme joiner', '\u034f'],
  ['Khmer vowels that are not drawn', '\u17b4\u17b5'],
  ['Mongolian selectors', '\u180b\u180e'],
  ['variation selectors', '\ufe0f\u{e0100}'],
  ['tags', '\u{e0067}\u{e007f}'],
  ['the blank of Braille', '\u2800'],
  ['control characters', '\u0001\u001b\u007f\u0085\u009f'],
  ['line separators', '\u2028\u2029'],
  ['annotation marks', '\ufff9\ufffb'],
  ['musical controls', '\u{1d173}'],
])('%s cannot', (_what, value) => {
  expect(name.safeParse(value).error?.issues.at(-1)?.message).toBe('must have at least 1 visible character');
});

test.each([
  ['a NUL', 'a\0b'],
  ['the first half of a pair', 'a\ud83d'],
  ['the second half of one', '\ude00a'],
  ['one character too many', 'aaaa'],
])('text with %s is refused', (_what, value) => {
  expect(text(3).safeParse(value).success).toBe(false);
});

import fc from 'fast-check';
import { anyText, invisibleText } from './fixtures/hostile-text';
import { text, visibleText } from './text-schemas';

const MAX = 60;
const hostile = anyText(MAX + 2);
const invisible = invisibleText(MAX / 4);

test('text is accepted if and only if it is short enough, whole, and without a NUL', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const isFit = value.length <= MAX && value.isWellFormed() && !value.includes('\0');
      expect(text(MAX).safeParse(value).success).toBe(isFit);
    }),
  );
});

test('what is accepted comes back from JSON and UTF-8 as it was', () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string({ unit: 'grapheme' })), (value) => {
      fc.pre(text(MAX).safeParse(value).success);
      expect(JSON.parse(Buffer.from(JSON.stringify(value)).toString())).toBe(value);
    }),
  );
});

test('invisible characters are refused, and accepted around a grapheme that can be seen', () => {
  const seen = fc
    .string({ unit: 'grapheme-composite', minLength: 1, maxLength: 1 })
    .filter((one) => /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u.test(one));
  fc.assert(
    fc.property(invisible, seen, invisible, (before, grapheme, after) => {
      expect(visibleText(MAX).safeParse(before + after).success).toBe(false);
      const isShort = (before + grapheme + after).length <= MAX;
      expect(visibleText(MAX).safeParse(before + grapheme + after).success).toBe(isShort);
    }),
  );
});

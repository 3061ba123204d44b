import { hasCode } from './has-code';

test.each([
  ['an interface', 'export interface A {\n  b: string;\n}', false],
  ['types of other types', "import type { A } from './a';\n/** Of A. */\nexport type B = A['b'];", false],
  ['an import for a type', "import { A } from './a';\nexport type B = A;", false],
  ['a constant', 'export interface A {}\nexport const b = 1;', true],
  ['something passed on', "export { a } from './a';", true],
  ['types passed on', "export type { A } from './a';", false],
  ['an import for its effect', "import './a';", true],
])('%s', (_, source, expected) => {
  expect(hasCode(source)).toBe(expected);
});

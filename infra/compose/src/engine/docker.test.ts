import { lastWords } from './docker';

test('the last words of a command are its last lines, none of them blank', () => {
  const stderr = `${Array.from({ length: 20 }, (_, index) => `line ${index}`).join('\n\n')}\n \n`;
  expect(lastWords(stderr, 2)).toBe('    line 18\n    line 19');
});

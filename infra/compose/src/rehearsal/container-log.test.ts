import { ContainerLog } from './container-log';

const time = (fraction: number) => `2026-11-24T02:30:00.${String(fraction).padStart(9, '0')}Z`;

test('from the start at first, and lines only once they are complete', () => {
  const log = new ContainerLog();
  expect(log.begin()).toBeUndefined();
  expect(log.take(`${time(1)} one\n${time(2)} tw`)).toEqual(['one']);
  expect(log.take(`o\n`)).toEqual(['two']);
  expect(log.take(`${time(3)} \n${time(4)}   indented\n`)).toEqual(['', '  indented']);
});

test('another reading begins where the one before ended, and repeats nothing', () => {
  const log = new ContainerLog();
  log.begin();
  log.take(`${time(1)} one\n${time(2)} two\n${time(2)} two again\n`);
  expect(log.begin()).toBe(time(2));
  // Docker gives all of that time, and one more came with it.
  const again = `${time(2)} two\n${time(2)} two again\n${time(2)} two once more\n`;
  expect(log.take(`${again}${time(3)} three\n`)).toEqual(['two once more', 'three']);
  expect(log.begin()).toBe(time(3));
  expect(log.take(`${time(3)} three\n`)).toEqual([]);
  expect(log.begin()).toBe(time(3));
  expect(log.take(`${time(3)} three\n${time(4)} four\n`)).toEqual(['four']);
});

test('a line that a reading ended within comes with the next one', () => {
  const log = new ContainerLog();
  log.begin();
  expect(log.take(`${time(1)} one\n${time(2)} tw`)).toEqual(['one']);
  expect(log.begin()).toBe(time(1));
  expect(log.take(`${time(1)} one\n${time(2)} two\n`)).toEqual(['two']);
});

test('lines of stdout and stderr may be a little out of order', () => {
  const log = new ContainerLog();
  log.begin();
  expect(log.take(`${time(2)} out\n${time(1)} error\n${time(2)} out again\n`)).toEqual(['out', 'error', 'out again']);
  expect(log.begin()).toBe(time(2));
  expect(log.take(`${time(2)} out\n${time(2)} out again\n`)).toEqual([]);
});

test('a long line, which Docker keeps in pieces, is one line', () => {
  const log = new ContainerLog();
  log.begin();
  const [first, second] = ['a'.repeat(16_384), 'b'.repeat(100)];
  expect(log.take(`${time(1)} ${first}${time(1)} ${second}\n`)).toEqual([first + second]);
});

test("Docker's own words are not the container's", () => {
  const log = new ContainerLog();
  log.begin();
  expect(log.take(`Error response from daemon: No such container: 1\n${time(1)} one\n`)).toEqual(['one']);
});

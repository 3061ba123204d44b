import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lastLines } from './last-lines';
import { followLogs, printLogs, Tail } from './logs';

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'logs-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

const log = (service: string) => path.join(folder, `${service}.log`);

describe('lastLines', () => {
  test.each<[string, string[]]>([
    ['', []],
    ['a\nb\nc\n', ['b', 'c']],
    ['a\nb\nno end', ['b', 'no end']],
    ['a\n\n\n', ['', '']],
  ])('of %j', (content, expected) => {
    fs.writeFileSync(log('a'), content);
    expect(lastLines(log('a'), 2)).toEqual(expected);
  });

  test('of a large file, does not give half a line', () => {
    fs.writeFileSync(log('a'), `${'x'.repeat(300_000)}\nlast\n`);
    expect(lastLines(log('a'), 5)).toEqual(['last']);
  });
});

describe('printLogs', () => {
  const print = (services: string[]) => {
    let printed = '';
    printLogs({ folder, services, lines: 1, write: (text) => (printed += text) });
    return printed;
  };

  test('prefixes each line with its service, aligned, and leaves out who has no log', () => {
    fs.writeFileSync(log('redis'), 'one\ntwo\n');
    fs.writeFileSync(log('postgres'), 'three\n');
    expect(print(['redis', 'kafka-1', 'postgres'])).toBe('redis    | two\npostgres | three\n');
  });

  test('does not prefix the lines of one service alone', () => {
    fs.writeFileSync(log('redis'), 'one\n');
    expect(print(['redis'])).toBe('one\n');
  });
});

describe('Tail', () => {
  test('gives whole lines that are appended, and no others', () => {
    fs.writeFileSync(log('a'), 'before\n');
    const tail = new Tail(log('a'));
    expect(tail.read()).toEqual([]);
    fs.appendFileSync(log('a'), 'one\ntw');
    expect(tail.read()).toEqual(['one']);
    fs.appendFileSync(log('a'), 'o\n');
    expect(tail.read()).toEqual(['two']);
  });

  test('puts a character together whose bytes come apart', () => {
    fs.writeFileSync(log('a'), '');
    const tail = new Tail(log('a'));
    const bytes = Buffer.from('é\n');
    fs.appendFileSync(log('a'), bytes.subarray(0, 1));
    expect(tail.read()).toEqual([]);
    fs.appendFileSync(log('a'), bytes.subarray(1));
    expect(tail.read()).toEqual(['é']);
  });

  test('reads a rotated file, and one that appears later, from its beginning', () => {
    const tail = new Tail(log('a'));
    expect(tail.read()).toEqual([]);
    fs.writeFileSync(log('a'), 'first\n');
    expect(tail.read()).toEqual(['first']);
    fs.renameSync(log('a'), log('a-old'));
    fs.writeFileSync(log('a'), 'a longer line than the first\n');
    expect(tail.read()).toEqual(['a longer line than the first']);
  });
});

test('followLogs prints what is appended until it is aborted', async () => {
  fs.writeFileSync(log('a'), 'before\n');
  const abort = new AbortController();
  const printed: string[] = [];
  const write = (text: string) => {
    printed.push(text);
    abort.abort();
  };
  const following = followLogs({ folder, services: ['a', 'bb'], lines: 1, write }, abort.signal);
  fs.appendFileSync(log('a'), 'after\n');
  await following;
  expect(printed).toEqual(['a  | after\n']);
});

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MessageStore } from './message-store';

const AT = new Date('2026-11-24T02:00:00Z');

let file: string;
beforeEach(() => (file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'slack-')), 'messages.jsonl')));
afterEach(() => fs.rmSync(path.dirname(file), { recursive: true }));

const open = (limit?: number) => new MessageStore(file, ['critical', 'warning'], limit);
const texts = (store: MessageStore, channel: string) => store.messages(channel).map(({ payload }) => payload.text);

test('a restart keeps the messages, and goes on counting', () => {
  const first = open();
  first.add('critical', { text: 'one' }, AT);
  first.add('warning', { text: 'two' }, AT);
  const second = open();
  expect(second.messages('critical')).toEqual([
    { id: 1, channel: 'critical', receivedAt: AT.toISOString(), payload: { text: 'one' } },
  ]);
  expect(second.add('warning', { text: 'three' }, AT).id).toBe(3);
  expect(texts(second, 'warning')).toEqual(['two', 'three']);
});

test('of each channel the newest are kept, in memory and in the file', () => {
  const store = open(2);
  store.add('warning', { text: 'stays' }, AT);
  for (let index = 1; index <= 50; index += 1) store.add('critical', { text: `${index}` }, AT);
  expect(texts(store, 'critical')).toEqual(['49', '50']);
  expect(fs.readFileSync(file, 'utf8').trim().split('\n').length).toBeLessThanOrEqual(8);
  expect(texts(open(2), 'critical')).toEqual(['49', '50']);
  expect(texts(open(2), 'warning')).toEqual(['stays']);
});

test('a line that was cut off costs that line only', () => {
  open().add('critical', { text: 'whole' }, AT);
  fs.appendFileSync(file, '{"id":2,"channel":"criti');
  const store = open();
  store.add('critical', { text: 'after' }, AT);
  expect(texts(open(), 'critical')).toEqual(['whole', 'after']);
});

test('only its owner reads the file', () => {
  open().add('critical', { text: 'one' }, AT);
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
});

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CLOCK_FILE, readRunningClock, renderRunningClock } from './running-clock';

let config: string;
beforeEach(() => (config = fs.mkdtempSync(path.join(os.tmpdir(), 'clock-'))));
afterEach(() => fs.rmSync(config, { recursive: true }));

const write = (text: string) => fs.writeFileSync(path.join(config, CLOCK_FILE), text);

test.each([
  [10, 10],
  [1, 1],
  [undefined, null],
])('what is rendered for the speed %p is read as %p', (speed, read) => {
  write(renderRunningClock(speed));
  expect(readRunningClock({ config })).toEqual({ speed: read });
});

test('nothing is known where nothing was rendered, or half of it', () => {
  expect(readRunningClock({ config })).toBeUndefined();
  write('{"speed":1');
  expect(readRunningClock({ config })).toBeUndefined();
});

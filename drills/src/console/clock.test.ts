import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readClock } from './clock';
import { Component } from './component-of-test';

const component = new Component();
const config = fs.mkdtempSync(path.join(os.tmpdir(), 'firewatch-clock-'));
beforeAll(() => component.start());
beforeEach(() => component.forget());
afterAll(() => {
  component.stop();
  fs.rmSync(config, { recursive: true });
});

const loaded = (interval: string) =>
  component.reply('GET', '/api/v1/status/config', 200, {
    data: { yaml: `global:\n  scrape_interval: ${interval}\n  evaluation_interval: 1m\n` },
  });

test('at rest the clock has no speed; the interval is what Prometheus has loaded', async () => {
  loaded('5s');
  expect(await readClock(component.as('prometheus'), config)).toEqual({ speed: null, scrapeInterval: 5 });
});

test('in a drill it has the speed of the rendered configuration', async () => {
  loaded('1s500ms');
  fs.writeFileSync(path.join(config, 'clock.json'), '{"speed": 10}\n');
  expect(await readClock(component.as('prometheus'), config)).toEqual({ speed: 10, scrapeInterval: 1.5 });
});

test.each(['soon', '""'])('an interval of %s is no answer', async (interval) => {
  loaded(interval);
  await expect(readClock(component.as('prometheus'), config)).rejects.toThrow(
    expect.objectContaining({ code: 'component_silent' }) as Error,
  );
});

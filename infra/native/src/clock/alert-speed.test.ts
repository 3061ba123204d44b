import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { resolvePaths } from '../platform/paths';
import { alertSpeed } from './alert-speed';

const speedOf = (alert: string, alerts?: string) =>
  alertSpeed({ paths: resolvePaths(), ...(alerts !== undefined && { alerts }) }, alert, 10);

test('an alert goes by the clock, and one that keeps production’s time by that', () => {
  expect(speedOf('KafkaBrokerDown')).toBe(10);
  expect(speedOf('KafkaConsumerHeartbeatLost')).toBe(1);
});

test('in a folder that declares nothing every alert goes by the clock', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alerts-'));
  try {
    expect(speedOf('KafkaConsumerHeartbeatLost', folder)).toBe(10);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

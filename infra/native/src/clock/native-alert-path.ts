import fs from 'node:fs';
import path from 'node:path';
import type { Paths } from '../platform/paths';
import { Supervisor } from '../supervisor/client';
import { CLOCKED, type AlertPath } from './alert-path';

/** That of the native platform, whose processes read the rendered files where they lie. */
export function nativeAlertPath(paths: Paths): AlertPath {
  const supervisor = new Supervisor(paths);
  return {
    async requireRunning() {
      await Promise.all(CLOCKED.map((name) => supervisor.state(name)));
    },
    async stop() {
      await Promise.all(CLOCKED.map((name) => supervisor.stop(name)));
    },
    forgetNotifications() {
      fs.rmSync(path.join(paths.data, 'alertmanager/nflog'), { force: true });
      return Promise.resolve();
    },
    start: (name) => supervisor.start(name),
    waitUntilReady: (name, timeoutMs) => supervisor.waitUntilReady(name, timeoutMs),
  };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { resolvePaths } from '@firewatch/native';

const ALERTMANAGER = path.join(resolvePaths().bin, 'alertmanager');

/** On a machine where the platform was never set up there is none. */
export const hasAlertmanager = fs.existsSync(ALERTMANAGER);

export interface StartedAlertmanager {
  /** Without a slash at its end. */
  readonly url: string;
  /** Posts alerts as Prometheus does. Rejects where it does not take them. */
  post(alerts: readonly object[]): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Alertmanager on a free port of the loopback, with nothing remembered. Rejects when it ends at once. */
export async function startAlertmanager(configFile: string): Promise<StartedAlertmanager> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alertmanager-'));
  const flags = [
    `--config.file=${configFile}`,
    `--storage.path=${folder}`,
    '--web.listen-address=127.0.0.1:0',
    '--web.external-url=http://localhost:8088',
    '--web.route-prefix=/',
    '--cluster.listen-address=',
  ];
  const server = spawn(ALERTMANAGER, flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  const url = await new Promise<string>((resolve, reject) => {
    server.once('exit', () => reject(new Error('Alertmanager ended')));
    createInterface(server.stderr).on('line', (line) => {
      const address = /msg="Listening on" address=(\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(`http://${address}`);
    });
  });
  return {
    url,
    async post(alerts) {
      const response = await fetch(`${url}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(alerts),
      });
      if (!response.ok) throw new Error(`Alertmanager answers ${response.status}: ${await response.text()}`);
    },
    async stop() {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
      fs.rmSync(folder, { recursive: true });
    },
  };
}

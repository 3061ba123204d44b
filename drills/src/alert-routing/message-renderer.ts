import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ALERT_MESSAGES, resolvePaths } from '@firewatch/native';
import { ALERTMANAGER_CONFIG } from './amtool';

const PROGRAM = path.join(resolvePaths().bin, ALERT_MESSAGES.binary);

/** `make test` builds it; before that there is nothing to ask. */
export const hasMessageRenderer = fs.existsSync(PROGRAM);

/** Where the messages of tests say that Alertmanager is. */
export const EXTERNAL_URL = 'http://localhost:8088';

/** As Alertmanager's API takes it; times in RFC 3339. One without an end fires. */
export interface PostableAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt?: string;
  readonly generatorURL: string;
}

/** Alerts that are told in one message. */
export interface AlertGroup {
  readonly receiver: string;
  /** By which they are grouped. */
  readonly labels: Readonly<Record<string, string>>;
  readonly alerts: readonly PostableAlert[];
}

/**
 * Asks Alertmanager's own notifier, with `alerts/alertmanager.yml` and `alerts/templates`, what it would post to Slack. One process for as
 * many groups as there are.
 */
export class MessageRenderer {
  private readonly process: ChildProcess;
  private ended: Error | undefined;
  private readonly waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];

  constructor() {
    this.process = spawn(PROGRAM, [ALERTMANAGER_CONFIG, EXTERNAL_URL], { stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    this.process.stderr?.on('data', (data) => (said += String(data)));
    this.process.once('close', () => {
      const ended = new Error(`alert-messages ended: ${said}`);
      this.ended = ended;
      for (const { reject } of this.waiting.splice(0)) reject(ended);
    });
    if (this.process.stdout)
      createInterface(this.process.stdout).on('line', (line) => this.waiting.shift()?.resolve(line));
  }

  /** @returns the body of the post. Rejects with the notifier's error where it can make none. */
  async render(group: AlertGroup): Promise<string> {
    if (this.ended) throw this.ended;
    const line = await new Promise<string>((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.process.stdin?.write(`${JSON.stringify(group)}\n`);
    });
    const { post, error } = JSON.parse(line) as { post?: unknown; error?: string };
    if (error !== undefined) throw new Error(error);
    return JSON.stringify(post);
  }

  async close(): Promise<void> {
    if (this.ended) return;
    const ended = new Promise((resolve) => this.process.once('close', resolve));
    this.process.stdin?.end();
    await ended;
  }
}

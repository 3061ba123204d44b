import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';
import type { Screen } from '../dead-letters/screen';

const PROGRESS_INTERVAL_MS = 250;
const CLEAR_LINE = '\r\u001b[K';

/** stdout and stderr of this process. What waits for an answer ends when the signal is aborted. */
export function terminalScreen(signal: AbortSignal): Screen {
  const { stdin, stdout, stderr } = process;
  let lastProgress = Date.now();
  let hasProgress = false;

  function clearProgress(): void {
    if (hasProgress) stderr.write(CLEAR_LINE);
    hasProgress = false;
  }

  async function confirm(question: string): Promise<boolean> {
    clearProgress();
    const terminal = createInterface({ input: stdin, output: stderr });
    try {
      return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `, { signal })).trim());
    } finally {
      terminal.close();
    }
  }

  return {
    say(line) {
      clearProgress();
      stdout.write(`${line}\n`);
    },
    remark(line) {
      clearProgress();
      stderr.write(`${line}\n`);
    },
    progress(done, total) {
      if (!stderr.isTTY || Date.now() - lastProgress < PROGRESS_INTERVAL_MS) return;
      lastProgress = Date.now();
      hasProgress = true;
      stderr.write(`${CLEAR_LINE}read ${done} of ${total}`);
    },
    paint: (style, text) => (stdout.isTTY ? styleText(style, text, { stream: stdout }) : text),
    columns: stdout.isTTY ? stdout.columns : undefined,
    confirm: stdin.isTTY && stderr.isTTY ? confirm : undefined,
  };
}

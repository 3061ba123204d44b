import fs from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { DrillEvent } from '../drill/events';
import { parseJournal } from './journals';

const LOOK_EVERY_MS = 250;
const CHUNK = 64 * 1024;

/**
 * The events of a journal, those that are there at once and each further one as it is written, until the run has ended or `signal` aborts.
 * Who writes the journal makes no difference. A line is an event once it is whole.
 */
export async function* tailJournal(file: string, signal: AbortSignal): AsyncGenerator<DrillEvent> {
  const handle = await fs.open(file, 'r');
  try {
    const buffer = Buffer.alloc(CHUNK);
    let position = 0;
    let rest = Buffer.alloc(0);
    while (!signal.aborted) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK, position);
      position += bytesRead;
      // Cut at the last line's end in bytes: a character may come in two parts.
      const text = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      const end = text.lastIndexOf('\n') + 1;
      rest = text.subarray(end);
      for (const event of parseJournal(text.toString('utf8', 0, end))) {
        yield event;
        if (event.kind === 'run-ended') return;
      }
      if (bytesRead < CHUNK) await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await handle.close();
  }
}

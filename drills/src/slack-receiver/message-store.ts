import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Payload } from './payload';

/** One post that was taken. */
export interface Message {
  /** Counts up over all channels, also across restarts. */
  readonly id: number;
  readonly channel: string;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  readonly payload: Payload;
}

const messageSchema = z.object({
  id: z.number().int().positive(),
  channel: z.string(),
  receivedAt: z.iso.datetime(),
  payload: z.custom<Payload>((value) => typeof value === 'object' && value !== null),
});

/**
 * The messages of all channels, at most `limit` of each channel, the oldest going first. Kept in a file of JSON lines, so that a
 * restart loses nothing; the file is written anew when it holds twice of what is kept.
 */
export class MessageStore {
  private readonly channels: ReadonlyMap<string, Message[]>;
  private lastId = 0;
  private lines = 0;

  /** Reads what the file holds. A line that cannot be read (a write that was cut off) and one of an unknown channel are left out. */
  constructor(
    private readonly file: string,
    channels: readonly string[],
    private readonly limit = 200,
  ) {
    this.channels = new Map(channels.map((name) => [name, []]));
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    if (fs.existsSync(file)) {
      for (const line of fs.readFileSync(file, 'utf8').split('\n')) this.keep(readLine(line));
    }
    this.rewrite();
  }

  has(channel: string): boolean {
    return this.channels.has(channel);
  }

  names(): readonly string[] {
    return [...this.channels.keys()];
  }

  /** The oldest first. */
  messages(channel: string): readonly Message[] {
    return this.channels.get(channel) ?? [];
  }

  /** Keeps a message; it is in the file when this returns. Throws where the file cannot be written. */
  add(channel: string, payload: Payload, receivedAt: Date): Message {
    const message = { id: this.lastId + 1, channel, receivedAt: receivedAt.toISOString(), payload };
    fs.appendFileSync(this.file, `${JSON.stringify(message)}\n`, { mode: 0o600 });
    this.lines += 1;
    this.keep(message);
    if (this.lines >= 2 * this.limit * this.channels.size) this.rewrite();
    return message;
  }

  private keep(message: Message | undefined): void {
    if (message === undefined) return;
    this.lastId = Math.max(this.lastId, message.id);
    const messages = this.channels.get(message.channel);
    messages?.push(message);
    if (messages && messages.length > this.limit) messages.shift();
  }

  private rewrite(): void {
    const kept = [...this.channels.values()].flat().sort((a, b) => a.id - b.id);
    const temporary = `${this.file}.tmp`;
    fs.writeFileSync(temporary, kept.map((message) => `${JSON.stringify(message)}\n`).join(''), { mode: 0o600 });
    fs.renameSync(temporary, this.file);
    this.lines = kept.length;
  }
}

function readLine(line: string): Message | undefined {
  try {
    return messageSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

import { connect } from 'node:net';
import { settings } from './settings';

/** What Redis replies: a text, a number, nothing, or a list of replies. */
export type Reply = string | number | null | readonly Reply[];

/**
 * Sends one command to Redis in its own protocol, on a connection of its own.
 * @throws Error with Redis' message
 */
export async function redis(...command: readonly string[]): Promise<Reply> {
  const socket = connect(settings.ports.redis, '127.0.0.1');
  try {
    const received: Buffer[] = [];
    socket.write(encode(['AUTH', settings.secrets.redisPassword]) + encode(command));
    for await (const chunk of socket) {
      received.push(chunk as Buffer);
      const parser = new Parser(Buffer.concat(received));
      const authenticated = parser.next();
      const reply = authenticated === undefined ? undefined : parser.next();
      if (reply !== undefined) return reply.value;
    }
    throw new Error('Redis closed the connection');
  } finally {
    socket.destroy();
  }
}

/** The key under which both sidecars keep a user's summary. */
export const summaryKey = (userId: string): string => `statestore||consumer:summary-${userId}`;

/** A user's summary as it stands in the state store, without asking the service, which would put it there; undefined when there is none. */
export async function storedSummary(userId: string): Promise<unknown> {
  const data = await redis('HGET', summaryKey(userId), 'data');
  return typeof data === 'string' ? (JSON.parse(data) as unknown) : undefined;
}

function encode(command: readonly string[]): string {
  const words = command.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return `*${command.length}\r\n${words.join('')}`;
}

/** Reads RESP2 replies; `next` gives undefined while a reply is incomplete. */
class Parser {
  private position = 0;

  constructor(private readonly input: Buffer) {}

  next(): { value: Reply } | undefined {
    const line = this.line();
    if (line === undefined) return undefined;
    const rest = line.slice(1);
    switch (line[0]) {
      case '+':
        return { value: rest };
      case '-':
        throw new Error(`Redis: ${rest}`);
      case ':':
        return { value: Number(rest) };
      case '$':
        return this.bulk(Number(rest));
      case '*':
        return this.list(Number(rest));
      default:
        throw new Error(`Redis replied with ${line}`);
    }
  }

  private line(): string | undefined {
    const end = this.input.indexOf('\r\n', this.position);
    if (end < 0) return undefined;
    const line = this.input.toString('utf8', this.position, end);
    this.position = end + 2;
    return line;
  }

  private bulk(length: number): { value: Reply } | undefined {
    if (length < 0) return { value: null };
    const end = this.position + length;
    if (this.input.length < end + 2) return undefined;
    const value = this.input.toString('utf8', this.position, end);
    this.position = end + 2;
    return { value };
  }

  private list(length: number): { value: Reply } | undefined {
    const values: Reply[] = [];
    for (let i = 0; i < length; i += 1) {
      const item = this.next();
      if (item === undefined) return undefined;
      values.push(item.value);
    }
    return { value: values };
  }
}

import { connect } from 'node:net';
import { encodeCommand, ReplyParser, type Reply } from './redis-protocol';
import { settings } from './settings';

/**
 * Sends one command to Redis in its own protocol, on a connection of its own.
 * @throws Error with Redis' message
 */
export async function redis(...command: readonly string[]): Promise<Reply> {
  const socket = connect(settings().ports.redis, '127.0.0.1');
  try {
    const received: Buffer[] = [];
    socket.write(encodeCommand(['AUTH', settings().secrets.redisPassword]) + encodeCommand(command));
    for await (const chunk of socket) {
      received.push(chunk as Buffer);
      const parser = new ReplyParser(Buffer.concat(received));
      const authenticated = parser.next();
      const reply = authenticated === undefined ? undefined : parser.next();
      if (reply !== undefined) return reply.value;
    }
    throw new Error('Redis closed the connection');
  } finally {
    socket.destroy();
  }
}

/** The key that Redis has for an app's value in the state store. */
export const redisKey = (owner: string, key: string): string => `statestore||${owner}:${key}`;

/** The key under which both sidecars keep a user's summary. */
export const summaryKey = (userId: string): string => redisKey('consumer', `summary-${userId}`);

/** A user's summary as it stands in the state store, without asking the service, which would put it there; undefined when there is none. */
export async function storedSummary(userId: string): Promise<unknown> {
  const data = await redis('HGET', summaryKey(userId), 'data');
  return typeof data === 'string' ? (JSON.parse(data) as unknown) : undefined;
}

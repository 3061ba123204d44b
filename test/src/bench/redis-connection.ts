import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { encodeCommand, ReplyParser, type Reply } from '../platform/redis-protocol';
import { settings } from '../platform/settings';

/** A connection that stays open, as that of a service would: nothing stands between it and Redis. */
export class RedisConnection {
  private constructor(private readonly socket: Socket) {}

  static async open(): Promise<RedisConnection> {
    const socket = connect({ port: settings().ports.redis, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    const connection = new RedisConnection(socket);
    await connection.send('AUTH', settings().secrets.redisPassword);
    return connection;
  }

  /** One command at a time. @throws Error with Redis' message */
  async send(...command: readonly string[]): Promise<Reply> {
    this.socket.write(encodeCommand(command));
    const received: Buffer[] = [];
    for await (const chunk of this.socket.iterator({ destroyOnReturn: false })) {
      received.push(chunk as Buffer);
      const reply = new ReplyParser(Buffer.concat(received)).next();
      if (reply !== undefined) return reply.value;
    }
    throw new Error('Redis closed the connection');
  }

  close(): void {
    this.socket.destroy();
  }
}

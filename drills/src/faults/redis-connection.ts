import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { endpoints, type Settings } from '@firewatch/native';

/** A connection to the platform's Redis for commands whose reply is one line, such as `OK` and `PONG`. */
export class RedisConnection {
  private constructor(private readonly socket: Socket) {
    // The end of a connection is told to whoever waits for a reply.
    socket.on('error', () => undefined);
  }

  /** Throws Error when Redis does not let it in. */
  static async open(settings: Settings): Promise<RedisConnection> {
    const { host, port } = endpoints(settings).redis;
    const connection = new RedisConnection(connect(port, host));
    await connection.ask('AUTH', settings.secrets.redisPassword);
    return connection;
  }

  /** One command at a time. Throws Error with what Redis says against it, or when the connection ends. */
  async ask(...command: readonly string[]): Promise<string> {
    const words = command.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
    this.socket.write(`*${command.length}\r\n${words.join('')}`);
    let reply = '';
    while (!reply.endsWith('\r\n')) {
      if (this.socket.destroyed) throw new Error('Redis ended the connection');
      const ended = new AbortController();
      try {
        const [chunk] = (await Promise.race([
          once(this.socket, 'data', { signal: ended.signal }),
          once(this.socket, 'close', { signal: ended.signal }),
        ])) as [Buffer | boolean];
        if (Buffer.isBuffer(chunk)) reply += chunk.toString();
      } finally {
        ended.abort();
      }
    }
    if (reply.startsWith('-')) throw new Error(`Redis: ${reply.slice(1).trim()}`);
    return reply.slice(1).trim();
  }

  close(): void {
    this.socket.destroy();
  }
}

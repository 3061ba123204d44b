/** What Redis replies: a text, a number, nothing, or a list of replies. */
export type Reply = string | number | null | readonly Reply[];

/** A command as it goes over the wire. */
export function encodeCommand(command: readonly string[]): string {
  const words = command.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return `*${command.length}\r\n${words.join('')}`;
}

/** Reads RESP2 replies; `next` gives undefined while a reply is incomplete, and throws Redis' own message where that is an error. */
export class ReplyParser {
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

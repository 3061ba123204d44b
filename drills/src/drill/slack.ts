import { z } from 'zod';
import { get, getJson } from '../http/get-json';

const attachment = z.looseObject({
  title: z.string().default(''),
  title_link: z.string().default(''),
  text: z.string().default(''),
  color: z.string().default(''),
  footer: z.string().default(''),
});

const message = z.object({
  id: z.number(),
  channel: z.string(),
  receivedAt: z.string(),
  payload: z.looseObject({ attachments: z.array(attachment).default([]) }),
});
export type SlackMessage = z.output<typeof message>;
export type Attachment = z.output<typeof attachment>;

const channelsAnswer = z.object({ channels: z.array(z.object({ name: z.string() })) });
const channelAnswer = z.object({ messages: z.array(message) });

/** The Slack receiver's HTTP API. Every method throws RequestError when it does not answer. */
export class Slack {
  constructor(
    private readonly url: string,
    private readonly signal: AbortSignal,
  ) {}

  /** The messages of all channels that came after the one with this id, the oldest first. */
  async messagesAfter(id: number): Promise<readonly SlackMessage[]> {
    const { channels } = await getJson(`${this.url}/channels`, channelsAnswer, { signal: this.signal });
    const messages = await Promise.all(
      channels.map(({ name }) => getJson(`${this.url}/channels/${name}`, channelAnswer, { signal: this.signal })),
    );
    return messages
      .flatMap((channel) => channel.messages)
      .filter((one) => one.id > id)
      .sort((a, b) => a.id - b.id);
  }

  /** 0 before the first. */
  async lastId(): Promise<number> {
    return (await this.messagesAfter(0)).at(-1)?.id ?? 0;
  }

  /** How many posts it has refused since its start. */
  async refusals(): Promise<number> {
    const { body } = await get(`${this.url}/metrics`, { signal: this.signal });
    return [...body.matchAll(/^slack_receiver_posts_total\{([^}]*)\} (\S+)/gm)]
      .filter(([, labels = '']) => !labels.includes('outcome="ok"'))
      .reduce((sum, [, , value]) => sum + Number(value), 0);
  }
}

/** The links of a message's text and title, by their label; the title's is `Title`. */
export function linksOf({ text, title_link: titleLink }: Attachment): ReadonlyMap<string, string> {
  const links = [...text.matchAll(/<([^|>]+)\|([^>]+)>/g)].map(
    ([, url = '', label = '']) => [unescape(label), unescape(url)] as const,
  );
  return new Map([...(titleLink === '' ? [] : [['Title', titleLink] as const]), ...links]);
}

const unescape = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

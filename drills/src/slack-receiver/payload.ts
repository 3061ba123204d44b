import { z } from 'zod';

/** Slack's own words for what is wrong with a payload, as its incoming webhooks answer them. */
export type PayloadError =
  'invalid_payload' | 'no_text' | 'msg_too_long' | 'too_many_attachments' | 'invalid_attachments' | 'invalid_blocks';

const MAX_ATTACHMENTS = 100;
const MAX_BLOCKS = 50;
const MAX_TEXT = 40_000;
/** As Alertmanager has it of Slack's documentation of the older fields. */
const MAX_TITLE = 1_024;
const MAX_FOOTER = 300;
/** Of addresses in blocks; none is documented for attachments. */
const MAX_LINK = 3_000;

/** Characters of an attachment's text that Slack shows. It takes more, and leaves out the end without a word (observed, not documented). */
export const SHOWN_TEXT = 8_000;

const text = z.string().max(MAX_TEXT);
const title = z.string().max(MAX_TITLE);
const link = z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(MAX_LINK)]);

const field = z.looseObject({ title: title.optional(), value: text.optional(), short: z.boolean().optional() });

const attachment = z
  .looseObject({
    fallback: text.optional(),
    color: z.union([z.enum(['', 'good', 'warning', 'danger']), z.string().regex(/^#?[0-9a-fA-F]{6}$/)]).optional(),
    pretext: text.optional(),
    title: title.optional(),
    title_link: link.optional(),
    text: text.optional(),
    fields: z.array(field).optional(),
    footer: z.string().max(MAX_FOOTER).optional(),
    mrkdwn_in: z.array(z.enum(['fallback', 'pretext', 'text', 'fields'])).optional(),
  })
  .refine(
    ({ title, text: body, fallback, pretext, fields, blocks, image_url: image }) =>
      [title, body, fallback, pretext, image].some((part) => part !== undefined && part !== '') ||
      (fields?.length ?? 0) > 0 ||
      Array.isArray(blocks),
    'an attachment that shows nothing',
  );

const block = z.looseObject({ type: z.string().min(1), block_id: z.string().max(255).optional() });

export type Attachment = z.output<typeof attachment>;

/** What is posted to an incoming webhook; fields that are not named here are kept as they came. */
export interface Payload {
  readonly text?: string;
  readonly username?: string;
  readonly attachments?: readonly Attachment[];
  readonly blocks?: readonly Readonly<Record<string, unknown>>[];
  readonly [other: string]: unknown;
}

export type CheckedPayload = { readonly payload: Payload } | { readonly error: PayloadError };

const envelope = z.looseObject({
  text: z.string().nullish(),
  username: z.string().optional(),
  attachments: z.array(z.unknown()).nullish(),
  blocks: z.array(z.unknown()).nullish(),
});

/**
 * Checks the body of a post to an incoming webhook by Slack's rules: a JSON object with text, attachments or blocks, of the sizes
 * that Slack takes.
 */
export function checkPayload(body: string): CheckedPayload {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { error: 'invalid_payload' };
  }
  const parsed = envelope.safeParse(json);
  if (!parsed.success) return { error: 'invalid_payload' };
  const { text: message, attachments, blocks, username, ...others } = parsed.data;
  const shown = [message, attachments, blocks].some((part) => part !== undefined && part !== null && part.length > 0);
  if (!shown) return { error: 'no_text' };
  if ((message?.length ?? 0) > MAX_TEXT) return { error: 'msg_too_long' };
  if ((attachments?.length ?? 0) > MAX_ATTACHMENTS) return { error: 'too_many_attachments' };
  const checkedAttachments = z.array(attachment).safeParse(attachments ?? []);
  if (!checkedAttachments.success) return { error: 'invalid_attachments' };
  const checkedBlocks = z
    .array(block)
    .max(MAX_BLOCKS)
    .safeParse(blocks ?? []);
  if (!checkedBlocks.success) return { error: 'invalid_blocks' };
  return {
    payload: {
      ...others,
      ...(username === undefined ? {} : { username }),
      ...(message === undefined || message === null ? {} : { text: message }),
      ...(attachments ? { attachments: checkedAttachments.data } : {}),
      ...(blocks ? { blocks: checkedBlocks.data } : {}),
    },
  };
}

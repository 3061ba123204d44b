import type { SlackAttachment } from '../../../src/console/api';
import { PlatformLink } from '../ui/platform-link';
import { Mrkdwn } from './mrkdwn';
import { isWebLink, unescapeSlack } from './parse-mrkdwn';

const COLORS: Readonly<Record<string, string>> = { good: '#2eb886', warning: '#daa038', danger: '#a30200' };

/** mrkdwn is on in those parts only that the attachment names. */
const MARKED_BY_DEFAULT: readonly string[] = ['text', 'pretext', 'fields'];

interface AttachmentProps {
  readonly attachment: SlackAttachment;
}

export function Attachment({ attachment }: AttachmentProps) {
  const { color, pretext, title, title_link: link, text, fields = [], footer, mrkdwn_in } = attachment;
  const marked = mrkdwn_in ?? MARKED_BY_DEFAULT;
  return (
    <>
      {pretext && <div>{<Part text={pretext} isMarked={marked.includes('pretext')} />}</div>}
      <div className="slack-attachment" style={{ borderLeftColor: colorOf(color) }}>
        {title && <div className="slack-title">{<Title title={title} link={link} />}</div>}
        {text && <div>{<Part text={text} isMarked={marked.includes('text')} />}</div>}
        {fields.length > 0 && (
          <dl className="slack-fields">
            {fields.map(({ title: name = '', value = '', short = false }, index) => (
              <div key={index} className={short ? undefined : 'slack-long'}>
                <dt>{unescapeSlack(name)}</dt>
                <dd>{<Part text={value} isMarked={marked.includes('fields')} />}</dd>
              </div>
            ))}
          </dl>
        )}
        {footer && <footer>{unescapeSlack(footer)}</footer>}
      </div>
    </>
  );
}

function Title({ title, link }: { readonly title: string; readonly link: string | undefined }) {
  const text = unescapeSlack(title);
  return link !== undefined && isWebLink(link) ? <PlatformLink href={link}>{text}</PlatformLink> : text;
}

function Part({ text, isMarked }: { readonly text: string; readonly isMarked: boolean }) {
  return isMarked ? <Mrkdwn text={text} /> : <span className="slack-plain">{unescapeSlack(text)}</span>;
}

function colorOf(color: string | undefined): string | undefined {
  if (color === undefined || color === '') return undefined;
  return COLORS[color] ?? `#${color.replace(/^#/, '')}`;
}

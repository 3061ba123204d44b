import type { ChannelAnswer } from '../../../src/console/api';
import { TimeAgo } from '../ui/time-ago';
import { Attachment } from './attachment';
import { Mrkdwn } from './mrkdwn';
import './message.css';

interface MessageProps {
  readonly message: ChannelAnswer['messages'][number];
}

/** A message as Slack shows it. Blocks, which nothing here sends, are shown as they came. */
export function Message({ message: { id, receivedAt, payload } }: MessageProps) {
  const { username = 'incoming-webhook', text, attachments = [], blocks = [] } = payload;
  return (
    <article className="slack-message" id={`message-${id}`}>
      <header>
        <b>{username}</b>{' '}
        <span className="soft">
          <TimeAgo at={receivedAt} />
        </span>
      </header>
      {text && (
        <div>
          <Mrkdwn text={text} />
        </div>
      )}
      {blocks.map((block, index) => (
        <pre key={index}>{JSON.stringify(block, null, 2)}</pre>
      ))}
      {attachments.map((attachment, index) => (
        <Attachment key={index} attachment={attachment} />
      ))}
    </article>
  );
}

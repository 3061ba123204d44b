import { useParams } from 'react-router';
import type { ChannelAnswer } from '../../../../src/console/api';
import { useData } from '../../api/use-data';
import { PageHead } from '../../shell/page-head';
import { Message } from '../../slack-message/message';
import { Loaded } from '../../ui/loaded';
import { ChannelList } from './channel-list';

const REFRESH_MS = 3_000;

/** A channel, its newest message first: what woke somebody is at the top. */
export function ChannelPage() {
  const { channel = '' } = useParams();
  const result = useData<ChannelAnswer>(`/api/slack/${channel}`, { refreshMs: REFRESH_MS });
  return (
    <>
      <PageHead title={`#${channel}`} windowTitle={`#${channel} · Slack`} />
      <Loaded result={result} what={`#${channel}`}>
        {({ channels, messages }) => (
          <>
            <ChannelList channels={channels} />
            {messages.length === 0 && (
              <p>No message yet: nothing that goes here has fired since the receiver started.</p>
            )}
            <div className="channel-messages">
              {messages.toReversed().map((message) => (
                <Message key={message.id} message={message} />
              ))}
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}

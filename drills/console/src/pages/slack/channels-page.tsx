import type { ChannelsAnswer } from '../../../../src/console/api';
import { useData } from '../../api/use-data';
import { PageHead } from '../../shell/page-head';
import { Loaded } from '../../ui/loaded';
import { ChannelList } from './channel-list';

const REFRESH_MS = 5_000;

/** The channels that alerts go to. */
export function ChannelsPage() {
  const result = useData<ChannelsAnswer>('/api/slack', { refreshMs: REFRESH_MS });
  return (
    <>
      <PageHead title="Slack" />
      <Loaded result={result} what="the channels">
        {({ channels }) =>
          channels.length === 0 ? (
            <p>The Slack receiver has no channel.</p>
          ) : (
            <>
              <p>What would be in Slack: the receiver on this machine keeps each message that it gets.</p>
              <ChannelList channels={channels} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

import { PageHead } from '../../shell/page-head';

export function ChannelsPage() {
  return <PageHead title="Slack" />;
}

import { PageHead } from '../../shell/page-head';

export function ChannelPage() {
  return <PageHead title="Slack" />;
}

import { PageHead } from '../../shell/page-head';

export function LogsPage() {
  return <PageHead title="Logs" />;
}

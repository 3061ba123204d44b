import { PageHead } from '../../shell/page-head';

export function DashboardPage() {
  return <PageHead title="Dashboard" />;
}

import { PageHead } from '../../shell/page-head';

export function DashboardsPage() {
  return <PageHead title="Dashboards" />;
}

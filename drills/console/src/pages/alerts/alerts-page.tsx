import { PageHead } from '../../shell/page-head';

export function AlertsPage() {
  return <PageHead title="Alerts" />;
}

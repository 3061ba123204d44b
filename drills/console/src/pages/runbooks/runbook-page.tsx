import { PageHead } from '../../shell/page-head';

export function RunbookPage() {
  return <PageHead title="Runbook" />;
}

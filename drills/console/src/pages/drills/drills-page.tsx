import { PageHead } from '../../shell/page-head';

export function DrillsPage() {
  return <PageHead title="Drills" />;
}

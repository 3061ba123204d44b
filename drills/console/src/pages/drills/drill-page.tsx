import { PageHead } from '../../shell/page-head';

export function DrillPage() {
  return <PageHead title="Drill" />;
}

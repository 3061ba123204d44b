import { PageHead } from '../../shell/page-head';

export function GraphPage() {
  return <PageHead title="Graph" />;
}

import { PageHead } from '../../shell/page-head';

export function TracesPage() {
  return <PageHead title="Traces" />;
}

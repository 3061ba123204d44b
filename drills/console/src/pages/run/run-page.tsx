import { PageHead } from '../../shell/page-head';

export function RunPage() {
  return <PageHead title="Run of a drill" />;
}

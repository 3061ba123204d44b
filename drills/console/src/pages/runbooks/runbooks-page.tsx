import { PageHead } from '../../shell/page-head';

export function RunbooksPage() {
  return <PageHead title="Runbooks" />;
}

import { PageHead } from '../../shell/page-head';

export function TracePage() {
  return <PageHead title="Trace" />;
}

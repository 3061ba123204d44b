import { PageHead } from '../../shell/page-head';

export function NewSilencePage() {
  return <PageHead title="New silence" />;
}

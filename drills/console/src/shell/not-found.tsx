import { Link, useLocation } from 'react-router';
import { PageHead } from './page-head';

export function NotFound() {
  const { pathname } = useLocation();
  return (
    <>
      <PageHead title="There is nothing here" />
      <p>
        There is no page <code>{pathname}</code>. <Link to="/">The alerts</Link> are where most things are linked from.
      </p>
    </>
  );
}

import { useEffect, useRef } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router';
import { ClockNotice } from './clock-notice';
import './shell.css';

const AREAS = [
  ['/', 'Alerts'],
  ['/runbooks', 'Runbooks'],
  ['/dashboards', 'Dashboards'],
  ['/graph', 'Graph'],
  ['/traces', 'Traces'],
  ['/logs', 'Logs'],
  ['/slack', 'Slack'],
  ['/drills', 'Drills'],
] as const;

/** What surrounds every page. A page that was opened by a link within the console is announced by its heading. */
export function Shell() {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    window.scrollTo(0, 0);
    main.current?.querySelector('h1')?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <header className="shell-head">
        <Link to="/" className="shell-name">
          Firewatch
        </Link>
        <nav aria-label="Areas">
          <ul>
            {AREAS.map(([path, name]) => (
              <li key={path}>
                <NavLink to={path} end={path === '/'}>
                  {name}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <ClockNotice />
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}

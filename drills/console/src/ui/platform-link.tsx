import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { insidePath } from './inside-path';

interface PlatformLinkProps {
  readonly href: string;
  readonly children: ReactNode;
}

/** A link that content brings: within the console without loading anew, to http and https elsewhere, else no link at all. */
export function PlatformLink({ href, children }: PlatformLinkProps) {
  const inside = insidePath(href, window.location.href);
  if (inside !== undefined) return <Link to={inside}>{children}</Link>;
  if (!/^https?:\/\//i.test(href)) return <>{children}</>;
  return (
    <a href={href} rel="noopener noreferrer">
      {children}
    </a>
  );
}

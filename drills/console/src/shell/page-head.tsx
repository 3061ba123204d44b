import { useEffect, type ReactNode } from 'react';
import './page-head.css';

interface PageHeadProps {
  readonly title: string;
  /** What stands before ` · Firewatch` in the window's title; `title` without it. */
  readonly windowTitle?: string;
  /** Beside the title: state, links, controls. */
  readonly children?: ReactNode;
}

/** A page's heading, which names the window too. */
export function PageHead({ title, windowTitle = title, children }: PageHeadProps) {
  useEffect(() => {
    document.title = `${windowTitle} · Firewatch`;
  }, [windowTitle]);
  return (
    <header className="page-head">
      <h1 tabIndex={-1}>{title}</h1>
      {children !== undefined && <div className="page-head-more">{children}</div>}
    </header>
  );
}

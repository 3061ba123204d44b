import Markdown from 'react-markdown';
import { Link } from 'react-router';
import { withQuery } from '../api/paths';
import type { Panel } from './dashboard';
import { interpolate } from './interpolate';
import { onwardPath } from './onward-link';
import { SCRAPE_INTERVAL, type View } from './view';

interface PanelAboutProps {
  readonly panel: Panel;
  readonly view: View;
}

/** What a panel means and where to go from it. */
export function PanelAbout({ panel, view }: PanelAboutProps) {
  const { title = '', description, links = [], fieldConfig, targets = [] } = panel;
  const onward = [...links, ...(fieldConfig?.defaults.links ?? [])].flatMap((link) => {
    const path = onwardPath(link, view.range);
    return path === undefined ? [] : [{ title: link.title, path }];
  });
  return (
    <details className="panel-about">
      <summary>
        <span aria-hidden="true">?</span>
        <span className="said">About {title}</span>
      </summary>
      <div className="panel-about-text">
        {description !== undefined && <Markdown>{description}</Markdown>}
        <ul>
          {onward.map(({ title: name, path }) => (
            <li key={name}>
              <Link to={path}>{name}</Link>
            </li>
          ))}
          {targets.map(({ refId, expr }) => (
            <li key={refId}>
              <Link to={graphOf(expr, view)}>Graph of query {refId}</Link>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

function graphOf(expr: string, { values }: View): string {
  const built = { step: SCRAPE_INTERVAL, scrapeInterval: SCRAPE_INTERVAL, range: 3_600 };
  return withQuery('/graph', { 'g0.expr': interpolate(expr, values, built) });
}

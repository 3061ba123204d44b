import { Link } from 'react-router';
import type { TraceSummary } from '../../../../src/console/api';
import { formatSeconds } from '../../format/duration';
import { Chip } from '../../ui/chip';
import { TimeAgo } from '../../ui/time-ago';

interface TraceTableProps {
  readonly title: string;
  /** What it means that there is none. */
  readonly none: string;
  readonly traces: readonly TraceSummary[];
}

export function TraceTable({ title, none, traces }: TraceTableProps) {
  return (
    <section>
      <h2>
        {title} ({traces.length})
      </h2>
      {traces.length === 0 ? (
        <p className="soft">{none}</p>
      ) : (
        <div className="scroll-x">
          <table>
            <thead>
              <tr>
                <th scope="col">Trace</th>
                <th scope="col" className="number">
                  Duration
                </th>
                <th scope="col" className="number">
                  Spans
                </th>
                <th scope="col">Services</th>
                <th scope="col">When</th>
              </tr>
            </thead>
            <tbody>
              {traces.map(({ id, title: name, service, start, duration, spans, services, failed }) => (
                <tr key={id}>
                  <th scope="row">
                    <Link to={`/traces/${id}`}>
                      {service}: {name}
                    </Link>{' '}
                    {failed && <Chip tone="critical">failed</Chip>}
                  </th>
                  <td className="number">{formatSeconds(duration / 1e6)}</td>
                  <td className="number">{spans}</td>
                  <td>{services.join(', ')}</td>
                  <td>
                    <TimeAgo at={start / 1000} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

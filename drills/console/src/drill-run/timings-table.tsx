import type { Timings } from '../../../src/drill/events';
import { formatTenths } from '../format/duration';

interface TimingsTableProps {
  readonly timings: Timings;
}

/** What took how long, beside what the rules and routes allow for it. */
export function TimingsTable({ timings }: TimingsTableProps) {
  const { conditionToFiringAllowed, firingToMessageAllowed } = timings;
  const rows: readonly (readonly [string, number | undefined, number | undefined])[] = [
    ['Fault to condition', timings.faultToCondition, undefined],
    ['Condition to firing', timings.conditionToFiring, conditionToFiringAllowed],
    ['Firing to message', timings.firingToMessage, firingToMessageAllowed],
    ['Mitigation to resolved', timings.mitigationToResolved, undefined],
    ['Resolved to message', timings.resolvedToMessage, undefined],
    ['All of it', timings.total, undefined],
  ];
  return (
    <table className="timings-table">
      <caption>Time as it passed</caption>
      <thead>
        <tr>
          <th scope="col">From … to</th>
          <th scope="col" className="number">
            Observed
          </th>
          <th scope="col" className="number">
            Allowed
          </th>
        </tr>
      </thead>
      <tbody>
        {rows
          .filter(([, observed]) => observed !== undefined)
          .map(([name, observed, allowed]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="number">{formatTenths(observed ?? 0)}</td>
              <td className="number">{allowed === undefined ? '' : formatTenths(allowed)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

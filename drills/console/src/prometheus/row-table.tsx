import { seriesName } from './series-name';
import type { VectorRow } from './answer';
import './row-table.css';

interface RowTableProps {
  readonly rows: readonly VectorRow[];
  readonly caption: string;
}

/** Series and values; says so where there is none. */
export function RowTable({ rows, caption }: RowTableProps) {
  if (rows.length === 0) return <p className="row-none">no rows</p>;
  const sorted = rows
    .map(({ metric, value: [, value] }) => ({ name: seriesName(metric), value }))
    .sort((a, b) => a.name.localeCompare(b.name));
  return (
    <div className="scroll-x">
      <table className="row-table">
        <caption className="said">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Series</th>
            <th scope="col" className="number">
              Value
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ name, value }) => (
            <tr key={name}>
              <td className="mono">{name}</td>
              <td className="mono number">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

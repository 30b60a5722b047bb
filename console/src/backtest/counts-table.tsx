import type { BacktestReportOut } from '../../../src/http/backtests/backtests.schema.js';
import { formatCount } from '../format/quantity.js';

type CountsRow = BacktestReportOut['byRule'][number];

const columns = ['proposed', 'present', 'new', 'vanished'] as const;

/** How many alerts there are of each kind, by week or by what they are about. */
export function CountsTable({ title, rows }: { title: string; rows: readonly CountsRow[] }) {
  if (rows.length === 0) return null;
  return (
    <div className="scroll">
      <table className="compact">
        <thead>
          <tr>
            <th scope="col">{title}</th>
            {columns.map((name) => (
              <th key={name} scope="col" className="right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td>{row.key}</td>
              {columns.map((name) => (
                <td key={name} className="number">
                  {formatCount(row[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

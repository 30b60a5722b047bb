import type { DeadLetterOut, DeadLetterPage } from '../../../src/http/intake/dead-letters.schema.js';
import { formatCount } from '../format/quantity.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { reasonText } from './reason-text.js';

interface RejectionCountsProps {
  readonly counts: DeadLetterPage['counts'];
  readonly selected: DeadLetterOut['code'] | undefined;
  readonly onSelect: (code: DeadLetterOut['code'] | undefined) => void;
}

/** How much was ever refused, by source and reason; a reason filters the letters below. */
export function RejectionCounts({ counts, selected, onSelect }: RejectionCountsProps) {
  const sorted = [...counts].sort((a, b) => b.count - a.count);
  return (
    <Panel
      title="Refused since the start of the records"
      aside={
        selected !== undefined && (
          <button type="button" onClick={() => onSelect(undefined)}>
            Show all reasons
          </button>
        )
      }
    >
      {sorted.length === 0 ? (
        <Empty>Nothing has been refused.</Empty>
      ) : (
        <div className="scroll">
          <table className="compact">
            <thead>
              <tr>
                <th scope="col">Reason</th>
                <th scope="col">Meaning</th>
                <th scope="col">Source</th>
                <th scope="col" className="right">
                  Count
                </th>
              </tr>
            </thead>
            <tbody>
              {sorted.map(({ source, code, count }) => (
                <tr key={`${source} ${code}`}>
                  <th scope="row">
                    <button
                      type="button"
                      className="link"
                      aria-pressed={code === selected}
                      onClick={() => onSelect(code)}
                    >
                      {code}
                    </button>
                  </th>
                  <td className="wide muted">{reasonText[code]}</td>
                  <td>{source}</td>
                  <td className="number">{formatCount(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

import type { TwinOut } from '../../../src/http/twin/twin.schema.js';
import { clearFault } from '../api/endpoints.js';
import { useAction } from '../api/use-action.js';
import { formatDuration } from '../format/duration.js';
import { Instant } from '../format/time-zone.js';
import { assetHref } from '../router/route.js';
import { Empty, Problem } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';

/** Faults that act now, each with the way to end it. */
export function ActiveFaults({ twin, onChanged }: { twin: TwinOut; onChanged: () => void }) {
  const { busy, problem, run } = useAction(async (id: string) => {
    await clearFault(id);
    onChanged();
  });
  const titleOf = new Map<string, string>(twin.faultKinds.map(({ kind, title }) => [kind, title]));
  return (
    <Panel title="Active faults">
      <Problem problem={problem} />
      {twin.faults.length === 0 ? (
        <Empty>No fault is active.</Empty>
      ) : (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Fault</th>
                <th scope="col">Asset</th>
                <th scope="col">Metric</th>
                <th scope="col" className="right">
                  Started
                </th>
                <th scope="col" className="right">
                  Active for
                </th>
                <th scope="col" className="right">
                  Ends
                </th>
                <th scope="col">
                  <span className="hidden">Action</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {twin.faults.map((fault) => (
                <tr key={fault.id}>
                  <th scope="row">{titleOf.get(fault.kind) ?? fault.kind}</th>
                  <td>
                    <a href={assetHref(fault.asset)}>{fault.asset}</a>
                  </td>
                  <td>{fault.metric ?? ''}</td>
                  <td className="number">
                    <Instant at={fault.startedAt} />
                  </td>
                  <td className="number">{formatDuration(Date.parse(twin.now) - Date.parse(fault.startedAt))}</td>
                  <td className="number">{fault.endsAt === null ? 'when cleared' : <Instant at={fault.endsAt} />}</td>
                  <td>
                    <button
                      type="button"
                      disabled={busy}
                      aria-label={`Clear ${fault.kind} of ${fault.asset}`}
                      onClick={() => run(fault.id)}
                    >
                      Clear
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

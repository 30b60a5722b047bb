import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import { AssetName } from '../site/asset-name.js';
import { Panel } from '../ui/panel.js';
import { countOfKind } from '../format/kind-name.js';

/** So few assets are named at once; more are folded behind their number. */
const few = 8;

/** Who is hit: assets by kind, and the workloads on them. */
export function Affected({ incident: { affected, workloads } }: { incident: IncidentDetailOut }) {
  return (
    <Panel title="Affected">
      <div className="affected">
        {affected.map(({ kind, assets }) => (
          <details key={kind} open={assets.length <= few}>
            <summary>{countOfKind(assets.length, kind)}</summary>
            <ul className="names">
              {assets.map((id) => (
                <li key={id}>
                  <AssetName id={id} isOfSite={kind !== 'plenum'} />
                </li>
              ))}
            </ul>
          </details>
        ))}
        {workloads.length > 0 && (
          <details open={workloads.length <= few}>
            <summary>{countOfKind(workloads.length, 'workload')}</summary>
            <ul className="names">
              {workloads.map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </Panel>
  );
}

import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import { kindName } from '../format/kind-name.js';
import { assetHref } from '../router/route.js';
import { OpenAlertsCell } from '../alerts/open-alerts-cell.js';
import { SimulatedBadge } from '../ui/badges.js';

interface AssetTableProps {
  readonly assets: readonly AssetOut[];
  /** Shows what telemetry hints at and the way to adopt. */
  readonly isAdoptable?: boolean;
}

export function AssetTable({ assets, isAdoptable = false }: AssetTableProps) {
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Asset</th>
            <th scope="col">Kind</th>
            <th scope="col">{isAdoptable ? 'Hints from its telemetry' : 'Inside'}</th>
            <th scope="col" className="right">
              Open alerts
            </th>
            {isAdoptable && <th scope="col">Adopted</th>}
          </tr>
        </thead>
        <tbody>
          {assets.map((asset) => (
            <tr key={asset.id}>
              <th scope="row">
                <a href={assetHref(asset.id)}>{asset.id}</a> <SimulatedBadge when={asset.simulated} />
              </th>
              <td>{kindName(asset.kind)}</td>
              <td className="wide muted">{isAdoptable ? hintsOf(asset) : (asset.parentId ?? '')}</td>
              <OpenAlertsCell asset={asset} />
              {isAdoptable && <td>{asset.adopted ? 'yes' : <a href={assetHref(asset.id)}>Adopt …</a>}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function hintsOf(asset: AssetOut): string {
  const hints = Object.entries(asset.attributes).map(([name, value]) => `${name} ${value}`);
  return hints.length === 0 ? 'none' : hints.join(', ');
}

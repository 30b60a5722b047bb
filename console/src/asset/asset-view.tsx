import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import { getAsset } from '../api/endpoints.js';
import { useResource } from '../api/use-resource.js';
import { kindName } from '../format/kind-name.js';
import { useLive } from '../live/live-context.js';
import { SimulatedBadge } from '../ui/badges.js';
import { Loaded } from '../ui/loaded.js';
import { AdoptForm } from './adopt-form.js';
import { AssetAlerts } from './asset-alerts.js';
import { AssetChildren } from './asset-children.js';
import { AssetFacts } from './asset-facts.js';
import { AssetIncidents } from './asset-incidents.js';
import { AssetPath } from './asset-path.js';
import { AssetSeries } from './asset-series.js';

/** One asset: where it stands, what feeds it, what it measures, what is wrong with it. */
export function AssetView({ id }: { id: string }) {
  const asset = useResource(`asset ${id}`, (signal) => getAsset(id, signal));
  useLive({ onConnected: asset.reload });
  return (
    <Loaded what={id} resource={asset}>
      {(data) => <AssetPage asset={data} onChanged={asset.reload} />}
    </Loaded>
  );
}

function AssetPage({ asset, onChanged }: { asset: AssetOut; onChanged: () => void }) {
  return (
    <>
      <AssetPath path={asset.path} />
      <div className="view-head">
        <h1>
          {asset.name} <span className="kind">{kindName(asset.kind)}</span> <SimulatedBadge when={asset.simulated} />
          {asset.discovered && !asset.adopted && <span className="badge badge-info">Discovered</span>}
        </h1>
      </div>
      {asset.discovered && !asset.adopted && <AdoptForm asset={asset} onChanged={onChanged} />}
      <AssetIncidents asset={asset.id} />
      <AssetAlerts asset={asset.id} />
      <div className="columns">
        <AssetSeries asset={asset.id} />
        <div className="stack">
          <AssetFacts asset={asset} />
          <AssetChildren asset={asset} />
        </div>
      </div>
    </>
  );
}

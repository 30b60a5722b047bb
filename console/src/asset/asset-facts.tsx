import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import { kindName } from '../format/kind-name.js';
import { assetHref } from '../router/route.js';
import { Facts } from '../ui/facts.js';
import { Panel } from '../ui/panel.js';
import { attributeName, attributeValue } from './attribute.js';

/** Place, feeds, cooling zone, workloads, and what else the site model says. */
export function AssetFacts({ asset }: { asset: AssetOut }) {
  const { position, feeds, workloads } = asset;
  return (
    <Panel title="Facts">
      <Facts
        facts={[
          ['Id', <code key="id">{asset.id}</code>],
          ['Kind', kindName(asset.kind)],
          ['Position', position && `x ${position.x.toFixed(1)} m, y ${position.y.toFixed(1)} m`],
          ['Rack unit', asset.rackUnit === null ? null : `U${asset.rackUnit}`],
          ...feeds.map(
            ({ name, from }) =>
              [
                `Feed ${name}`,
                <a key={name} href={assetHref(from)}>
                  {from}
                </a>,
              ] as const,
          ),
          ['Cooling zone', asset.coolingZone],
          ['Workloads', workloads.length === 0 ? null : workloads.join(', ')],
          ...Object.entries(asset.attributes).map(
            ([name, value]) => [attributeName(name), attributeValue(name, value)] as const,
          ),
        ]}
      />
    </Panel>
  );
}

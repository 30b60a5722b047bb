import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import { formatQuantity } from '../format/quantity.js';
import { assetHref } from '../router/route.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { readingOf } from './hall-live.js';
import type { HallLive } from './hall-live.js';
import { powerMetric } from './power-shape.js';
import { ReadingCell } from './reading-cell.js';
import { shortName } from './short-name.js';

interface PowerListProps {
  readonly assets: readonly AssetOut[];
  readonly room: AssetOut;
  readonly live: HallLive;
}

/** PDUs of the hall and UPSs, with what they carry. */
export function PowerList({ assets, room, live }: PowerListProps) {
  return (
    <Panel title="Power">
      {assets.length === 0 ? (
        <Empty>No PDU or UPS is known here.</Empty>
      ) : (
        <table className="compact">
          <thead>
            <tr>
              <th scope="col">Unit</th>
              <th scope="col" className="right">
                Power
              </th>
              <th scope="col" className="right">
                Load
              </th>
            </tr>
          </thead>
          <tbody>
            {assets.map((asset) => (
              <tr key={asset.id}>
                <th scope="row">
                  <a href={assetHref(asset.id)}>{shortName(asset, room)}</a>
                </th>
                <ReadingCell reading={readingOf(live, asset.id, powerMetric(asset))} />
                <LoadCell asset={asset} live={live} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

/** The share of its rated power that a unit carries: as a UPS tells it, or worked out for a PDU whose rating is known. */
function LoadCell({ asset, live }: { asset: AssetOut; live: HallLive }) {
  const told = readingOf(live, asset.id, 'dc.ups.load');
  const power = readingOf(live, asset.id, powerMetric(asset))?.value;
  const rated = asset.attributes['ratedPowerW'];
  if (told || power === undefined || typeof rated !== 'number') return <ReadingCell reading={told} />;
  return <td className="number">{formatQuantity(power / rated, { unit: '1', metric: '' })}</td>;
}

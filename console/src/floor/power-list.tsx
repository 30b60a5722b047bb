import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
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
                <ReadingCell reading={readingOf(live, asset.id, 'dc.ups.load')} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import { assetHref } from '../router/route.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { readingOf } from './hall-live.js';
import type { HallLive } from './hall-live.js';
import { ReadingCell } from './reading-cell.js';
import { shortName } from './short-name.js';

interface CrahListProps {
  readonly crahs: readonly AssetOut[];
  readonly room: AssetOut;
  readonly live: HallLive;
}

export function CrahList({ crahs, room, live }: CrahListProps) {
  return (
    <Panel title="Cooling">
      {crahs.length === 0 ? (
        <Empty>No CRAH stands in this hall.</Empty>
      ) : (
        <table className="compact">
          <thead>
            <tr>
              <th scope="col">CRAH</th>
              <th scope="col" className="right">
                Fan
              </th>
              <th scope="col" className="right">
                Supply air
              </th>
            </tr>
          </thead>
          <tbody>
            {crahs.map((crah) => (
              <tr key={crah.id}>
                <th scope="row">
                  <a href={assetHref(crah.id)}>{shortName(crah, room)}</a>
                </th>
                <ReadingCell reading={readingOf(live, crah.id, 'dc.crah.fan_speed')} />
                <ReadingCell reading={readingOf(live, crah.id, 'dc.crah.supply_temperature')} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

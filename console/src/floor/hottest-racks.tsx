import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import { formatQuantity } from '../format/quantity.js';
import { assetHref } from '../router/route.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import type { RackState } from './rack-state.js';
import { shortName } from './short-name.js';
import { temperatureColour } from './temperature-scale.js';

const shown = 5;

export function HottestRacks({ room, racks }: { room: AssetOut; racks: readonly RackState[] }) {
  const hottest = racks
    .flatMap((state) => (state.inletC === undefined ? [] : [{ ...state, inletC: state.inletC }]))
    .sort((a, b) => b.inletC - a.inletC)
    .slice(0, shown);
  return (
    <Panel title="Hottest racks">
      {hottest.length === 0 ? (
        <Empty>No inlet temperature has arrived yet.</Empty>
      ) : (
        <table className="compact">
          <thead>
            <tr>
              <th scope="col">Rack</th>
              <th scope="col" className="right">
                Inlet
              </th>
              <th scope="col" className="right">
                Power
              </th>
            </tr>
          </thead>
          <tbody>
            {hottest.map(({ rack, inletC, powerW }) => (
              <tr key={rack.id}>
                <th scope="row">
                  <span className="swatch" style={{ background: temperatureColour(inletC) }} aria-hidden="true" />
                  <a href={assetHref(rack.id)}>{shortName(rack, room)}</a>
                </th>
                <td className="number">{formatQuantity(inletC, { unit: 'Cel', metric: '' })}</td>
                <td className="number">{formatQuantity(powerW, { unit: 'W', metric: '' })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

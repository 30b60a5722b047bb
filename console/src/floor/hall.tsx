import { useMemo } from 'react';
import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import { useLatest } from '../live/use-latest.js';
import { useSite } from '../site/site-context.js';
import { SimulatedBadge } from '../ui/badges.js';
import { Panel } from '../ui/panel.js';
import { CrahList } from './crah-list.js';
import { inRoom, powerOf, seriesOf, seriesOfRoom } from './floor-data.js';
import type { FloorData } from './floor-data.js';
import { FloorMap } from './floor-map.js';
import { HottestRacks } from './hottest-racks.js';
import { PowerList } from './power-list.js';
import { rackState } from './rack-state.js';
import { TemperatureLegend } from './temperature-legend.js';
import { TroubleList } from './trouble-list.js';

/** One hall: its map and, beside it, its hottest racks, cooling and power. */
export function Hall({ floor, room }: { floor: FloorData; room: AssetOut }) {
  const site = useSite();
  const equipment = useMemo(() => seriesOfRoom(floor, room.id), [floor, room.id]);
  const latest = useLatest(equipment);
  const racks = inRoom(floor, room.id, 'rack').map((rack) =>
    rackState(
      rack,
      site.inlets.filter((one) => one.assetId === rack.id),
      seriesOf(equipment, rack.id, 'dc.rack.power'),
      new Map([...site.latest, ...latest]),
      site.openAlerts.filter((alert) => alert.rack === rack.id),
      site.openIncidents,
    ),
  );
  const crahs = inRoom(floor, room.id, 'crah');
  const power = powerOf(floor, room.id);
  const live = { series: equipment, latest, openAlerts: site.openAlerts, openIncidents: site.openIncidents };

  return (
    <div className="floor">
      <Panel
        title={
          <>
            {room.name} <SimulatedBadge when={racks.some(({ rack }) => rack.simulated)} />
          </>
        }
        aside={<TemperatureLegend />}
      >
        <FloorMap room={room} racks={racks} crahs={crahs} power={power} live={live} />
      </Panel>
      <div className="floor-side">
        <TroubleList
          room={room}
          incidents={site.openIncidents}
          assets={new Set([...racks.map(({ rack }) => rack), ...crahs, ...power].map(({ id }) => id))}
          isMeasured={latest.size > 0 || racks.some(({ inletC }) => inletC !== undefined)}
        />
        <HottestRacks room={room} racks={racks} />
        <CrahList crahs={crahs} room={room} live={live} />
        <PowerList assets={power} room={room} live={live} />
      </div>
    </div>
  );
}

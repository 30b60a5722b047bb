import { useMemo } from 'react';
import { useResource } from '../api/use-resource.js';
import { useLive } from '../live/live-context.js';
import { worstSeverity } from '../alerts/severity.js';
import { useSite } from '../site/site-context.js';
import { floorHref } from '../router/route.js';
import { OpenCount } from '../ui/badges.js';
import { Loaded } from '../ui/loaded.js';
import { Empty } from '../ui/notice.js';
import { useRepeat } from '../ui/use-repeat.js';
import { loadFloor } from './floor-data.js';
import type { FloorData } from './floor-data.js';
import { Hall } from './hall.js';

/** The halls, one at a time. */
export function FloorView({ room }: { room: string | undefined }) {
  const floor = useResource('floor', loadFloor);
  useLive({ onConnected: floor.reload });
  useRepeat(5_000, () => {
    if (floor.data?.series.length === 0) floor.reload();
  });
  return (
    <Loaded what="the floor" resource={floor}>
      {(data) => <Halls floor={data} wanted={room} />}
    </Loaded>
  );
}

function Halls({ floor, wanted }: { floor: FloorData; wanted: string | undefined }) {
  const halls = useMemo(() => floor.rooms.filter((room) => hasRacks(floor, room.id)), [floor]);
  const room = halls.find((hall) => hall.id === wanted) ?? halls[0];
  if (!room) return <Empty>The site has no hall with racks. Describe it in site.yaml.</Empty>;
  return (
    <>
      <nav className="tabs" aria-label="Halls">
        {halls.map((hall) => (
          <a key={hall.id} href={floorHref(hall.id)} aria-current={hall.id === room.id ? 'page' : undefined}>
            {hall.name}
            <HallIncidents room={hall.id} />
          </a>
        ))}
      </nav>
      <Hall key={room.id} floor={floor} room={room} />
    </>
  );
}

/** How many incidents are open in a hall, in the colour of the worst. */
function HallIncidents({ room }: { room: string }) {
  const incidents = useSite().openIncidents.filter((incident) => incident.room === room);
  return <OpenCount count={incidents.length} of="incidents" worst={worstSeverity(incidents)} />;
}

function hasRacks(floor: FloorData, room: string): boolean {
  return floor.assets.some((asset) => asset.kind === 'rack' && asset.path.includes(room));
}

import { useRef, useState } from 'react';
import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import { Empty } from '../ui/notice.js';
import { CrahShape } from './crah-shape.js';
import type { HallLive } from './hall-live.js';
import { PowerShape } from './power-shape.js';
import { RackShape } from './rack-shape.js';
import type { RackState } from './rack-state.js';
import { RackTooltip } from './rack-tooltip.js';
import { roomExtent } from './room-extent.js';

interface FloorMapProps {
  readonly room: AssetOut;
  readonly racks: readonly RackState[];
  readonly crahs: readonly AssetOut[];
  readonly power: readonly AssetOut[];
  readonly live: HallLive;
}

/** A raised floor is laid in tiles of 0.6 m. */
const tile = 0.6;
/** Below this scale the numbers cannot be read; a narrower screen scrolls. */
const pixelsPerMetre = 46;

/** The hall from above, to scale, in metres. */
export function FloorMap({ room, racks, crahs, power, live }: FloorMapProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<{ rack: string; at: DOMRect } | undefined>(undefined);
  const { width, depth } = roomExtent(room, [...racks.map(({ rack }) => rack), ...crahs, ...power]);
  if (racks.every(({ rack }) => rack.position === null)) {
    return <Empty>The racks of this hall have no position in site.yaml, so there is no map of it.</Empty>;
  }
  const hovered = racks.find(({ rack }) => rack.id === shown?.rack);

  return (
    <div className="floor-map" ref={frame}>
      <svg
        viewBox={`-0.1 -0.1 ${width + 0.2} ${depth + 0.2}`}
        role="group"
        aria-label={`Floor map of ${room.name}`}
        style={{ minWidth: width * pixelsPerMetre }}
      >
        <defs>
          <pattern id="tiles" width={tile} height={tile} patternUnits="userSpaceOnUse">
            <path d={`M ${tile} 0 H 0 V ${tile}`} className="map-tile" />
          </pattern>
        </defs>
        <rect width={width} height={depth} className="map-room" />
        <rect width={width} height={depth} fill="url(#tiles)" />
        {crahs.map((crah) => (
          <CrahShape key={crah.id} crah={crah} room={room} live={live} />
        ))}
        {power.map((asset) => (
          <PowerShape key={asset.id} asset={asset} room={room} live={live} />
        ))}
        {racks.map((state) => (
          <RackShape
            key={state.rack.id}
            state={state}
            onShow={(at) => setShown({ rack: state.rack.id, at })}
            onHide={() => setShown(undefined)}
          />
        ))}
      </svg>
      {hovered && shown && frame.current && (
        <RackTooltip state={hovered} at={shown.at} frame={frame.current.getBoundingClientRect()} />
      )}
    </div>
  );
}

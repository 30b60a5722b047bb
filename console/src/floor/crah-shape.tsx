import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import { assetHref } from '../router/route.js';
import { readingOf, troubleOf } from './hall-live.js';
import type { HallLive } from './hall-live.js';
import { shortName } from './short-name.js';

/** Below this share of its speed a fan moves no air worth the name. */
const stoppedBelow = 0.05;

interface CrahShapeProps {
  readonly crah: AssetOut;
  readonly room: AssetOut;
  readonly live: HallLive;
}

/** A CRAH at its wall, with the state of its fans. One that stands still against expectation is broken, whatever the score. */
export function CrahShape({ crah, room, live }: CrahShapeProps) {
  if (!crah.position) return null;
  const { x, y, width, depth } = crah.position;
  const fan = readingOf(live, crah.id, 'dc.crah.fan_speed');
  const isStopped = fan?.value !== undefined && fan.value < stoppedBelow;
  const worst = troubleOf(live, crah.id, fan);
  const trouble = isStopped && worst !== undefined ? 'critical' : worst;
  const state = isStopped ? 'stopped' : fanText(fan?.value);
  const name = shortName(crah, room);
  const centre = { x: x + width / 2, y: y + depth / 2 };
  return (
    <a
      href={assetHref(crah.id)}
      className={trouble === undefined ? 'unit' : `unit unit-${trouble}`}
      data-asset={crah.id}
      aria-label={`${name}: ${state}`}
    >
      <title>{`${name}: ${state}`}</title>
      <rect x={x} y={y} width={width} height={depth} rx={0.05} />
      <g transform={depth > width * 1.6 ? `rotate(-90 ${centre.x} ${centre.y})` : ''}>
        <text x={centre.x} y={centre.y - 0.06} className="unit-name">
          {name}
        </text>
        <text x={centre.x} y={centre.y + 0.2} className="unit-value">
          {state}
        </text>
      </g>
    </a>
  );
}

function fanText(ratio: number | undefined): string {
  return ratio === undefined ? 'fan –' : `fan ${(ratio * 100).toFixed(0)} %`;
}

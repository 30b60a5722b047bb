import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import { formatQuantity } from '../format/quantity.js';
import { assetHref } from '../router/route.js';
import { hasAlert, readingOf } from './hall-live.js';
import type { HallLive } from './hall-live.js';

/** Below this share of its speed a fan moves no air worth the name. */
export const stoppedBelow = 0.05;

/** A CRAH at its wall, with the state of its fans. */
export function CrahShape({ crah, live }: { crah: AssetOut; live: HallLive }) {
  if (!crah.position) return null;
  const { x, y, width, depth } = crah.position;
  const fan = readingOf(live, crah.id, 'dc.crah.fan_speed');
  const stopped = fan?.value !== undefined && fan.value < stoppedBelow;
  const alarming = stopped || fan?.anomalous === true || hasAlert(live, crah.id);
  const speed = fan ? formatQuantity(fan.value, fan.series) : 'no fan speed';
  const turned = depth > width * 1.3;
  const centreX = x + width / 2;
  const centreY = y + depth / 2;
  return (
    <a
      href={assetHref(crah.id)}
      className={`crah ${alarming ? 'crah-alarming' : ''}`}
      data-asset={crah.id}
      aria-label={`${crah.name}: fan ${stopped ? 'stopped' : speed}`}
    >
      <title>{`${crah.name}: fan ${stopped ? 'stopped' : speed}`}</title>
      <rect x={x} y={y} width={width} height={depth} rx={0.05} />
      <g transform={turned ? `rotate(-90 ${centreX} ${centreY})` : ''}>
        <text x={centreX} y={centreY - 0.06} className="crah-name">
          {crah.name.replace(/^.*(?=crah)/i, '').toUpperCase()}
        </text>
        <text x={centreX} y={centreY + 0.24} className="crah-value">
          {stopped ? 'fan stopped' : `fan ${speed}`}
        </text>
      </g>
    </a>
  );
}

import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import { formatQuantity, noValue } from '../format/quantity.js';
import { assetHref } from '../router/route.js';
import { readingOf, troubleOf } from './hall-live.js';
import type { HallLive } from './hall-live.js';
import { shortName } from './short-name.js';

interface PowerShapeProps {
  readonly asset: AssetOut;
  readonly room: AssetOut;
  readonly live: HallLive;
}

/** A PDU or UPS on the map, with the power it delivers. */
export function PowerShape({ asset, room, live }: PowerShapeProps) {
  if (!asset.position) return null;
  const { x, y, width, depth } = asset.position;
  const power = readingOf(live, asset.id, powerMetric(asset));
  const text = power ? formatQuantity(power.value, power.series) : noValue;
  const name = shortName(asset, room);
  const trouble = troubleOf(live, asset.id, power);
  return (
    <a
      href={assetHref(asset.id)}
      className={trouble === undefined ? 'unit unit-power' : `unit unit-power unit-${trouble}`}
      data-asset={asset.id}
      aria-label={`${name}: ${text}`}
    >
      <title>{`${name}: ${text}`}</title>
      <rect x={x} y={y} width={width} height={depth} rx={0.04} />
      <text x={x + width / 2} y={y + depth / 2 - 0.05} className="unit-name">
        {name}
      </text>
      <text x={x + width / 2} y={y + depth / 2 + 0.18} className="unit-value">
        {text}
      </text>
    </a>
  );
}

/** The metric that tells what a PDU or UPS delivers. */
export function powerMetric(asset: AssetOut) {
  return asset.kind === 'pdu' ? 'dc.pdu.power' : 'dc.ups.output_power';
}

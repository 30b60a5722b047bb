import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import { formatQuantity } from '../format/quantity.js';
import { assetHref } from '../router/route.js';
import type { RackState } from './rack-state.js';
import { rackLabel } from './short-name.js';
import { inletRange, temperatureColour } from './temperature-scale.js';

interface RackShapeProps {
  readonly state: RackState;
  readonly onShow: (at: DOMRect) => void;
  readonly onHide: () => void;
}

/** A rack on the map: its colour and number are its hottest inlet, its outline its worst alert. */
export function RackShape({ state, onShow, onHide }: RackShapeProps) {
  const { rack, inletC, worst, isCause } = state;
  if (!rack.position) return null;
  const { x, y, width, depth } = rack.position;
  const centre = x + width / 2;
  const middle = y + depth / 2;
  return (
    <a
      href={assetHref(rack.id)}
      className={`rack ${worst === undefined ? '' : `rack-${worst}`} ${isCause ? 'rack-cause' : ''}`}
      aria-label={describe(state)}
      data-asset={rack.id}
      onMouseEnter={(event) => onShow(event.currentTarget.getBoundingClientRect())}
      onMouseLeave={onHide}
      onFocus={(event) => onShow(event.currentTarget.getBoundingClientRect())}
      onBlur={onHide}
    >
      <rect
        {...inset(rack.position, worst === undefined ? 0.02 : 0.085)}
        rx={0.03}
        className={inletC === undefined ? 'rack-box rack-unknown' : 'rack-box'}
        {...(inletC === undefined ? {} : { fill: temperatureColour(inletC) })}
      />
      {worst !== undefined && <rect {...inset(rack.position, 0.04)} rx={0.05} className="rack-ring" />}
      <text x={centre} y={middle - 0.1} className="rack-value">
        {inletC === undefined ? '–' : inletC.toFixed(1)}
      </text>
      <text x={centre} y={middle + 0.22} className="rack-name">
        {rackLabel(rack)}
      </text>
    </a>
  );
}

function describe({ rack, inletC, powerW, alerts, isCause }: RackState): string {
  const inlet =
    inletC === undefined
      ? 'no inlet temperature'
      : `hottest inlet ${formatQuantity(inletC, { unit: 'Cel', metric: '' })}, ${inletRange(inletC)}`;
  const power = powerW === undefined ? '' : `, ${formatQuantity(powerW, { unit: 'W', metric: '' })}`;
  return `${rack.name}: ${inlet}${power}${alerts === 0 ? '' : `, ${alerts} open alerts`}${isCause ? ', cause of an open incident' : ''}`;
}

/** The rectangle of a place, smaller by so many metres on each side; racks of a row stand wall to wall. */
function inset({ x, y, width, depth }: NonNullable<AssetOut['position']>, by: number) {
  return { x: x + by, y: y + by, width: width - 2 * by, height: depth - 2 * by };
}

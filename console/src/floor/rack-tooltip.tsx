import { formatQuantity } from '../format/quantity.js';
import type { RackState } from './rack-state.js';
import { inletRange } from './temperature-scale.js';

interface RackTooltipProps {
  readonly state: RackState;
  readonly at: DOMRect;
  readonly frame: DOMRect;
}

const tooltipWidth = 264;

/** Beside the rack under the pointer or the focus; says nothing that the rack's label does not say. */
export function RackTooltip({ state, at, frame }: RackTooltipProps) {
  const { rack, inletC, powerW, alerts } = state;
  const fitsRight = at.right + tooltipWidth + 12 < frame.right;
  const left = fitsRight ? at.right - frame.left + 8 : at.left - frame.left - tooltipWidth - 8;
  return (
    <div className="tooltip" aria-hidden="true" style={{ left: Math.max(0, left), top: at.top - frame.top }}>
      <strong>{rack.name}</strong>
      <dl>
        <dt>Hottest inlet</dt>
        <dd>{formatQuantity(inletC, { unit: 'Cel', metric: '' })}</dd>
        {inletC !== undefined && (
          <>
            <dt>ASHRAE</dt>
            <dd>{inletRange(inletC)}</dd>
          </>
        )}
        <dt>Power</dt>
        <dd>{formatQuantity(powerW, { unit: 'W', metric: '' })}</dd>
        <dt>Cooling zone</dt>
        <dd>{rack.coolingZone ?? '–'}</dd>
        <dt>Devices</dt>
        <dd>{rack.children}</dd>
        <dt>Open alerts</dt>
        <dd>{alerts}</dd>
      </dl>
    </div>
  );
}

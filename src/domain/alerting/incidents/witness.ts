import type { Alert } from '../alert.js';
import { isAtRest } from '../impact.js';

/**
 * What an alert says of its own asset:
 * - failed: it has ceased to do its work.
 * - degraded: it does it worse than it should, or nobody knows.
 * - changed: it does something unusual, as one that takes over the load of another one does.
 */
export type Witness = 'failed' | 'degraded' | 'changed';

/** Metrics of which more than expected is harm to what is measured; of the others in `lessIsWorse` less is. */
const moreIsWorse =
  /(temperature|filter_pressure_drop|errors\.rate|on_battery|(filter_pressure|inlet_mixing|loss|chiller\.power)_residual)$/;
const lessIsWorse =
  /(fan\.speed|gpu\.speed|fan_speed|airflow|cooling_power|\.flow|charge|time_left|voltage|cop|heating_margin|(crah\.fan_speed|airflow|battery_time)_residual)$/;

/** What an alert says of its own asset, by its metric and by the side on which its value is off. */
export function witnessOf({ kind, metric, value, expected }: Alert): Witness {
  if (kind === 'silent') return 'degraded';
  if (isAtRest(metric, value, expected)) return 'failed';
  if (metric === 'dc.ups.on_battery' && value > 0.5) return 'failed';
  if (moreIsWorse.test(metric)) return value > expected ? 'degraded' : 'changed';
  return lessIsWorse.test(metric) && value < expected ? 'degraded' : 'changed';
}

/** The strongest of what several alerts say of one asset. */
export function strongestWitness(alerts: readonly Alert[]): Witness {
  const said = new Set(alerts.map(witnessOf));
  return (['failed', 'degraded'] as const).find((witness) => said.has(witness)) ?? 'changed';
}

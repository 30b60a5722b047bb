import type { LimitBreach } from '../detection/settings/limit-breach.js';
import { formatQuantity, type Measure } from './quantity.js';

/** What is wrong with a value beyond a bound: `above the limit of 32.0 °C`. */
export function breachText({ kind, side, limit }: LimitBreach, measure: Measure): string {
  const bound = formatQuantity(limit, measure);
  if (kind === 'invalid') return `which is not valid: ${side} ${bound} the sensor is at fault`;
  return `${side} the ${kind === 'critical' ? 'critical limit' : 'limit'} of ${bound}`;
}

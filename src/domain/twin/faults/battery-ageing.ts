import type { FaultKind } from './fault.js';

/** Capacity never falls below this: what is left keeps the estimate of the time above zero. */
const mostLost = 0.95;

/**
 * A UPS battery loses capacity at a steady rate. Lead-acid blocks count as worn out at 80 % (IEEE 1188), after years; the
 * default passes through that within ten days, so that a history of weeks shows it.
 */
export const batteryAgeing: FaultKind = {
  title: 'Battery ageing',
  description: 'The battery loses the given share of its rated capacity a day; its time left falls with it.',
  assetKinds: ['ups'],
  magnitude: { unit: '1/d', default: 0.02, min: 0.0005, max: 0.5 },
  ofSensor: false,
  apply: (effects, { assetId, size, ageSeconds }) =>
    effects.batteryLost.set(assetId, Math.min(mostLost, (size * ageSeconds) / 86_400)),
};

import type { FaultKind } from './fault.js';

/** The fan's drive fails: the unit moves less air or none, its neighbours speed up, hot air returns to the racks. */
export const crahFanFailure: FaultKind = {
  title: 'CRAH fan failure',
  description: 'The fan loses the given share of its speed; at 1 it stops within seconds.',
  assetKinds: ['crah'],
  magnitude: { unit: '1', default: 1, min: 0.1, max: 1 },
  ofSensor: false,
  apply: (effects, { assetId, size }) => effects.fanSpeedLost.set(assetId, size),
};

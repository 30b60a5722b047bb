import type { FaultKind } from './fault.js';

/** A missing blanking panel or an open containment door: a rack breathes its own exhaust. */
export const hotAirRecirculation: FaultKind = {
  title: 'Hot air recirculation',
  description: "The given share of the rack's inlet air comes from the hot aisle, in addition to the usual leakage.",
  assetKinds: ['rack'],
  magnitude: { unit: '1', default: 0.35, min: 0.05, max: 0.9 },
  ofSensor: false,
  apply: (effects, { assetId, size }) => effects.extraRecirculation.set(assetId, size),
};

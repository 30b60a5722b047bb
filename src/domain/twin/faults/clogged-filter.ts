import type { FaultKind } from './fault.js';

/** Minutes in which the filter reaches its full resistance: a torn bag or building dust, not years of ageing. */
const rampSeconds = 15 * 60;

/** A CRAH's filter fills up: the pressure drop rises, and at one fan speed less air passes. */
export const cloggedFilter: FaultKind = {
  title: 'Clogged filter',
  description: 'The filter reaches the given multiple of its clean resistance within a quarter of an hour.',
  assetKinds: ['crah'],
  magnitude: { unit: '1', default: 6, min: 1.5, max: 20 },
  ofSensor: false,
  apply: (effects, { assetId, size, ageSeconds }) =>
    effects.filterResistance.set(assetId, 1 + (size - 1) * Math.min(1, ageSeconds / rampSeconds)),
};

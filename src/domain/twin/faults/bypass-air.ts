import type { FaultKind } from './fault.js';

/** Tiles are lifted and cable openings left unsealed one after the other, within about this time. */
const rampSeconds = 30 * 60;

/** Cold air finds a way back to the CRAH that leads past the racks; the fans of the zone have to move more for the same. */
export const bypassAir: FaultKind = {
  title: 'Bypass air',
  description: "The given share of the unit's air returns without passing a rack, reached within half an hour.",
  assetKinds: ['crah'],
  magnitude: { unit: '1', default: 0.25, min: 0.01, max: 0.6 },
  ofSensor: false,
  apply: (effects, { assetId, size, ageSeconds }) =>
    effects.airBypassed.set(assetId, size * Math.min(1, ageSeconds / rampSeconds)),
};

import type { FaultKind } from './fault.js';

/** The management switch of a rack dies: all that reports through it falls silent at once and works on. */
export const silentRack: FaultKind = {
  title: 'Silent rack',
  description: 'All series of the rack and of what stands in it stop; the machines themselves go on as before.',
  assetKinds: ['rack'],
  magnitude: null,
  ofSensor: false,
  apply: (effects, { assetId }) => effects.silentRacks.add(assetId),
};

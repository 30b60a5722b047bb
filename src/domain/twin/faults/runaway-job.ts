import type { FaultKind } from './fault.js';

/** A job that nobody planned: the server is busy at an hour when it should not be. */
export const runawayJob: FaultKind = {
  title: 'Runaway job',
  description: 'Adds the given utilisation to the server, at most up to full load.',
  assetKinds: ['server'],
  magnitude: { unit: '1', default: 0.6, min: 0.05, max: 1 },
  ofSensor: false,
  apply: (effects, { assetId, size }) => effects.extraUtilisation.set(assetId, size),
};

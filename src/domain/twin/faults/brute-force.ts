import type { FaultKind } from './fault.js';

/** Somebody guesses passwords. */
export const bruteForce: FaultKind = {
  title: 'Guessed passwords',
  description: 'Logins of one administrator at the server fail this many times a minute.',
  assetKinds: ['server'],
  magnitude: { unit: '{login}/min', default: 14, min: 1, max: 1000 },
  ofSensor: false,
  apply: (effects, { assetId, size }) => effects.failedLogins.set(assetId, Math.round(size)),
};

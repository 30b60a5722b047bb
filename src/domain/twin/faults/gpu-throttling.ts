import type { FaultKind } from './fault.js';

/** GPUs that lower their clock: as busy as ever, at less power, and their jobs take longer. Nothing leaves its usual range. */
export const gpuThrottling: FaultKind = {
  title: 'GPU throttling',
  description: 'Holds the GPUs of the server to the given share of their dynamic power, however busy they are.',
  assetKinds: ['server'],
  magnitude: { unit: '1', default: 0.4, min: 0.1, max: 0.9 },
  ofSensor: false,
  apply: (effects, { assetId, size }) => effects.gpuPowerLimit.set(assetId, size),
};

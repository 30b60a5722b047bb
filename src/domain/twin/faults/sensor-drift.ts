import type { FaultKind } from './fault.js';
import { sensedKinds } from './fault.js';

/** A sensor leaves the truth at a steady rate. */
export const sensorDrift: FaultKind = {
  title: 'Drifting sensor',
  description: "One sensor reads higher by the given amount an hour, in its metric's own unit.",
  assetKinds: sensedKinds,
  magnitude: { unit: 'unit/h', default: 2, min: 0.001, max: 1e6 },
  ofSensor: true,
  apply: (effects, { assetId, metric, size, ageSeconds }) => {
    if (metric === undefined) return;
    effects.distortions.push({ assetId, metric, show: (measured) => measured + (size * ageSeconds) / 3600 });
  },
};

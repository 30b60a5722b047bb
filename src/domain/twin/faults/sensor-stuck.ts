import type { FaultKind } from './fault.js';
import { sensedKinds } from './fault.js';

/** A sensor repeats its last value for ever, to the last digit. */
export const sensorStuck: FaultKind = {
  title: 'Stuck sensor',
  description: 'One sensor keeps the value that it had, whatever happens around it.',
  assetKinds: sensedKinds,
  magnitude: null,
  ofSensor: true,
  apply: (effects, { assetId, metric, held }, hold) => {
    if (metric === undefined) return;
    const show = (measured: number) => {
      if (held === undefined) hold(measured);
      return held ?? measured;
    };
    effects.distortions.push({ assetId, metric, show });
  },
};

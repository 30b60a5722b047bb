import type { FaultKind } from './fault.js';

/** Minutes in which the cooling of the GPUs gets worse: dust that comes loose, a cold plate whose flow dies away. */
const rampSeconds = 10 * 60;

/**
 * The heat sinks of a server's GPUs take less heat away: dies get hot, and from 87 °C on their firmware lowers the clock,
 * so the same utilisation does less work. Shows only under load.
 */
export const gpuThrottling: FaultKind = {
  title: 'GPU throttling',
  description:
    "The heat sinks of the server's GPUs reach the given multiple of their clean resistance within 10 minutes.",
  assetKinds: ['server'],
  part: { name: 'GPUs', attribute: 'gpus' },
  magnitude: { unit: '1', default: 2.5, min: 1.2, max: 10 },
  ofSensor: false,
  apply: (effects, { assetId, size, ageSeconds }) =>
    effects.gpuHeatResistance.set(assetId, 1 + (size - 1) * Math.min(1, ageSeconds / rampSeconds)),
};

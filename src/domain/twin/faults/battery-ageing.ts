import type { FaultKind } from './fault.js';

/** A battery this weak is a display that says so; the twin goes no lower. */
const mostLost = 0.9;

/** The battery of a UPS loses capacity: it would carry the same load for a shorter time. */
export const batteryAgeing: FaultKind = {
  title: 'Ageing UPS battery',
  description: 'The battery loses the given share of its capacity in a day, and goes on losing it.',
  assetKinds: ['ups'],
  magnitude: { unit: '1/d', default: 0.1, min: 0.001, max: 10 },
  ofSensor: false,
  apply: (effects, { assetId, size, ageSeconds }) =>
    effects.batteryLost.set(assetId, Math.min(mostLost, (size * ageSeconds) / 86_400)),
};

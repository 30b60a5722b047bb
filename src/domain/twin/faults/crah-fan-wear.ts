import type { FaultKind } from './fault.js';

/** A fan that has lost this much is stopped by its drive; the twin lets it crawl on. */
const mostLost = 0.9;

/** A belt slips or a bearing wears: the fan falls behind its command by more and more, and its neighbours make up for it. */
export const crahFanWear: FaultKind = {
  title: 'Wearing CRAH fan',
  description: 'The fan loses the given share of its speed in an hour, and goes on losing it.',
  assetKinds: ['crah'],
  magnitude: { unit: '1/h', default: 0.2, min: 0.01, max: 5 },
  ofSensor: false,
  apply: (effects, { assetId, size, ageSeconds }) => {
    const lost = Math.min(mostLost, (size * ageSeconds) / 3600);
    effects.fanSpeedLost.set(assetId, Math.max(lost, effects.fanSpeedLost.get(assetId) ?? 0));
  },
};

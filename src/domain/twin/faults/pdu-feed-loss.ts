import type { FaultKind } from './fault.js';

/** The breaker before a PDU opens: its servers move to their other feed, or stop when they have none. */
export const pduFeedLoss: FaultKind = {
  title: 'PDU feed loss',
  description: 'The PDU is dead; servers with a second feed draw everything from it, the others go off.',
  assetKinds: ['pdu'],
  magnitude: null,
  ofSensor: false,
  apply: (effects, { assetId }) => effects.feedsLost.add(assetId),
};

import type { FaultKind } from './fault.js';

/** Somebody with a badge that opens comes when nobody does. By day it is one visitor among others. */
export const nightVisit: FaultKind = {
  title: 'Visit at night',
  description: 'A badge opens the door of the room every five minutes, whatever the hour.',
  assetKinds: ['room'],
  magnitude: null,
  ofSensor: false,
  apply: (effects, { assetId }) => effects.nightVisits.add(assetId),
};

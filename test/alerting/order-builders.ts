import type {
  FeedbackOrder,
  RollBackOrder,
  TakeVersionOrder,
} from '../../src/domain/detection/orders/detector-order.js';
import { noon } from './builders.js';

let made = 0;

function given() {
  made += 1;
  return { id: `order-${made}`, at: noon, by: 'ada' };
}

/** A fan that stood still, said to be no anomaly. */
export function aFeedbackOrder(fields: Partial<FeedbackOrder>): FeedbackOrder {
  const lesson = {
    alertId: 'fan',
    seriesId: 1,
    assetId: 'hall-1-crah-1',
    startsAt: noon,
    value: 0,
    expected: 0.6,
    peakScore: 9.5,
  };
  return {
    ...given(),
    kind: 'feedback',
    verdict: 'not-anomaly',
    comment: '',
    incidentId: undefined,
    alertIds: ['fan'],
    lessons: [lesson],
    ...fields,
  };
}

export function aVersion(fields: Partial<TakeVersionOrder>): TakeVersionOrder {
  return { ...given(), kind: 'take-version', reason: 'on-demand', name: '', ...fields };
}

export function aRollBack(fields: Partial<RollBackOrder> & Pick<RollBackOrder, 'versionId'>): RollBackOrder {
  return { ...given(), kind: 'roll-back', versionSequence: 1, scope: { kind: 'all' }, ...fields };
}

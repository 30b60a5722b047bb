import { describe, expect, it } from '@jest/globals';
import { aFeedbackOrder, aRollBack } from '../../../../test/alerting/order-builders.js';
import type { RollBackScope } from './detector-order.js';
import { isInScope, undoneBy } from './undone-by.js';

const [fan] = aFeedbackOrder({}).lessons;
const inlet = { ...fan!, alertId: 'inlet', seriesId: 2, assetId: 'hall-1-rack-01' };
const feedback = { ...aFeedbackOrder({ lessons: [fan!, inlet] }), sequence: 10 };

/** A roll-back with the number 20, to the version before the feedback. */
function back(scope: RollBackScope, over: { sequence?: number; versionSequence?: number; id?: string } = {}) {
  const { sequence = 20, versionSequence = 5, id = 'back' } = over;
  return { ...aRollBack({ id, versionId: 'v', versionSequence, scope }), sequence };
}

describe('feedback after a roll-back', () => {
  it('is undone when the version is from before it, and holds when the version has it', () => {
    expect(undoneBy(feedback, [back({ kind: 'all' })])?.id).toBe('back');
    expect(undoneBy(feedback, [back({ kind: 'all' }, { versionSequence: 15 })])).toBeUndefined();
  });

  it('holds when it was given after the roll-back', () => {
    expect(undoneBy(feedback, [back({ kind: 'all' }, { sequence: 8 })])).toBeUndefined();
  });

  it('on an incident is undone once the last of its series is rolled back', () => {
    const first = back({ kind: 'series', seriesId: 1 }, { id: 'first' });
    const second = back({ kind: 'asset', assetId: 'hall-1-rack-01' }, { id: 'second', sequence: 21 });
    expect(undoneBy(feedback, [first])).toBeUndefined();
    expect(undoneBy(feedback, [first, second])?.id).toBe('second');
  });

  it('on silence taught nothing that could be undone', () => {
    expect(undoneBy({ ...feedback, lessons: [] }, [back({ kind: 'all' })])).toBeUndefined();
  });
});

describe('the scope of a roll-back', () => {
  it('is everything, one asset or one series', () => {
    const series = { seriesId: 1, assetId: 'hall-1-crah-1' };
    expect(isInScope(series, { kind: 'all' })).toBe(true);
    expect(isInScope(series, { kind: 'asset', assetId: 'hall-1-crah-1' })).toBe(true);
    expect(isInScope(series, { kind: 'asset', assetId: 'hall-1-crah-2' })).toBe(false);
    expect(isInScope(series, { kind: 'series', seriesId: 2 })).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { SeriesDescriptor } from '../../telemetry/series.js';
import { anyOf } from './learning-exclusions.js';
import { OwnActions } from './own-actions.js';

const start = Date.UTC(2026, 0, 5);
const hour = 3_600_000;

function seriesOf(assetId: string): SeriesDescriptor {
  return { id: 1, assetId, metric: 'dc.crah.fan_speed', component: '', unit: '1', source: 'test', simulated: false };
}

describe('what is kept out of learning', () => {
  it('is a CRAH while Plenum itself drives it, until that has passed', () => {
    const actions = new OwnActions();
    expect(actions.isIdle).toBe(true);
    actions.note('crah-1', start, start + hour);
    expect(actions.isIdle).toBe(false);
    expect(actions.excludes(seriesOf('crah-1'), start - 1)).toBe(false);
    expect(actions.excludes(seriesOf('crah-1'), start)).toBe(true);
    expect(actions.excludes(seriesOf('crah-1'), start + hour)).toBe(false);
    expect(actions.excludes(seriesOf('crah-2'), start)).toBe(false);
  });

  it('is an asset on which Plenum acted twice, both times, for points that come late', () => {
    const actions = new OwnActions();
    actions.note('crah-1', start, start + hour);
    actions.note('crah-1', start + 5 * hour, start + 6 * hour);
    expect([0, 2, 5].map((hours) => actions.excludes(seriesOf('crah-1'), start + hours * hour))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('is forgotten once no week that is learned from has it, so that nobody need ask any more', () => {
    const actions = new OwnActions();
    actions.note('crah-1', start, start + hour);
    expect(actions.excludes(seriesOf('crah-1'), start + 7 * 24 * hour)).toBe(false);
    expect(actions.excludes(seriesOf('crah-1'), start)).toBe(true);
    actions.excludes(seriesOf('crah-1'), start + 9 * 24 * hour);
    expect(actions.isIdle).toBe(true);
  });

  it('is what any reason excludes, and nobody need ask while none of them does', () => {
    const actions = new OwnActions();
    const maintenance = { excludes: ({ assetId }: SeriesDescriptor) => assetId === 'crah-2' };
    expect(anyOf([actions]).isIdle).toBe(true);
    const both = anyOf([actions, maintenance]);
    expect(both.isIdle).toBe(false);
    actions.note('crah-1', start, start + hour);
    expect(['crah-1', 'crah-2', 'crah-3'].map((id) => both.excludes(seriesOf(id), start))).toEqual([true, true, false]);
  });
});

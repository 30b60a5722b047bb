import { describe, expect, it } from '@jest/globals';
import { aSeries } from '../../../test/records/builders.js';
import { SeriesRegistry } from './series-registry.js';

describe('The registry of series', () => {
  it('takes over what other processes brought up meanwhile, each once, and lists all by id', () => {
    const [third, first] = [aSeries({ id: 3, component: 'fan-1' }), aSeries()];
    const registry = new SeriesRegistry();
    registry.load([third]);
    registry.load([first, third]);
    expect([...registry.all()]).toEqual([first, third]);
    expect(registry.ofAsset(first.assetId)).toEqual([third, first]);
    expect(registry.size).toBe(2);
    expect(registry.takeUnsaved()).toEqual([]);
  });

  it('gives a new series the id after those of an earlier run, and has it saved', () => {
    const registry = new SeriesRegistry();
    registry.load([aSeries({ id: 7 })]);
    const { assetId, metric, unit, source, simulated } = aSeries();
    const fan = registry.intern({ assetId, metric, component: 'fan-1' }, { unit, source, simulated });
    expect(fan.id).toBe(8);
    expect(registry.takeUnsaved()).toEqual([fan]);
  });
});

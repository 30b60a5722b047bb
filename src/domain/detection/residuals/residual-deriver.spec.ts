import { describe, expect, it } from '@jest/globals';
import { newAsset } from '../../assets/asset.js';
import { SiteModel } from '../../assets/site-model.js';
import { crahFilterPressure } from './crah-filter-pressure.js';
import { ResidualDeriver } from './residual-deriver.js';

const siteOf = (airflowM3PerS: number) =>
  new SiteModel([
    newAsset({ id: 'site', kind: 'site', parentId: null }),
    newAsset({ id: 'crah', kind: 'crah', parentId: 'site', attributes: { airflowM3PerS } }),
  ]);
const meanOf = (values: readonly (number | undefined)[]) =>
  values.reduce<number>((sum, value) => sum + (value ?? NaN), 0) / values.length;
const start = Date.UTC(2026, 0, 1);

/** The filter of one CRAH, minute by minute, at an airflow that goes up and down between 1 and 1.5 m³/s. */
function aFilter(ratedFlow = 2) {
  const [subject] = crahFilterPressure.subjects(siteOf(ratedFlow));
  const deriver = new ResidualDeriver(crahFilterPressure, subject!);
  let minute = 0;
  const flowNow = () => 1.25 + 0.25 * Math.sin(minute / 20);
  return {
    deriver,
    /** Residuals of so many minutes with a filter of this resistance, in multiples of a clean one. */
    run(minutes: number, resistance = 1, flow = flowNow) {
      return Array.from({ length: minutes }, () => {
        minute += 1;
        const at = start + minute * 60_000;
        return deriver.derive(at, Float64Array.of(100 * resistance * (flow() / 2) ** 2, flow()));
      });
    },
  };
}

describe('the residual of a filter', () => {
  it('says nothing before its clean resistance is learned', () => {
    expect(
      aFilter()
        .run(119)
        .every((residual) => residual === undefined),
    ).toBe(true);
  });

  it('is about zero at any airflow while the filter is clean', () => {
    const filter = aFilter();
    filter.run(300);
    for (const residual of filter.run(120)) expect(Math.abs(residual ?? NaN)).toBeLessThan(0.5);
  });

  it('is the pressure that dirt adds, and stays so over a day of it', () => {
    const filter = aFilter();
    filter.run(1_440);
    const first = meanOf(filter.run(126, 1.5));
    filter.run(1_188, 1.5);
    expect(first).toBeGreaterThan(15);
    expect(meanOf(filter.run(126, 1.5))).toBeGreaterThan(0.7 * first);
  });

  it('says nothing of an airflow that it has never seen, until it knows it', () => {
    const filter = aFilter();
    filter.run(600);
    const faster = filter.run(120, 1, () => 2);
    expect(faster[0]).toBeUndefined();
    expect(Math.abs(faster.at(-1) ?? NaN)).toBeLessThan(1);
  });

  it('is as before once a meter has read nonsense for a moment', () => {
    const filter = aFilter();
    filter.run(1_440);
    const flow = 65_535;
    filter.run(1, (1.25 / flow) ** 2, () => flow);
    for (const residual of filter.run(120)) expect(Math.abs(residual ?? NaN)).toBeLessThan(0.5);
  });

  it('says nothing of an airflow that it has never seen, though a meter has read nonsense for a moment', () => {
    const filter = aFilter();
    filter.run(600);
    filter.run(1, 1, () => 65_535);
    expect(filter.run(1, 1, () => 2)).toEqual([undefined]);
  });

  it('goes on from saved state exactly', () => {
    const [before, after] = [aFilter(), aFilter()];
    before.run(500);
    after.run(500, 3);
    after.deriver.restore(before.deriver.save());
    expect(after.run(60)).toEqual(before.run(60));
  });

  it('is learned anew when the site file says something else of the unit: what was learned was in shares of its rating', () => {
    const filter = aFilter();
    filter.run(600);
    const corrected = aFilter(3);
    corrected.deriver.restore(filter.deriver.save());
    expect(corrected.run(60).every((residual) => residual === undefined)).toBe(true);
    for (const residual of corrected.run(120).slice(65)) expect(Math.abs(residual ?? NaN)).toBeLessThan(2);
  });
});

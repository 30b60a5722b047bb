import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SkillSummary } from '../../src/domain/forecasting/live/skill-summary.js';
import type { ForecastLog } from '../../src/ports/forecast-log.js';
import { aForecast, hourMs, monday } from '../forecasting/builders.js';

const dayMs = 24 * hourMs;
const rack = aForecast().subject;
const hall = { ...rack, assetId: 'hall-1' };

/** The contract of `ForecastLog`; `open` gives an empty one. */
export function describeForecastLogContract(name: string, open: () => Promise<ForecastLog>): void {
  describe(`${name} as a forecast log`, () => {
    let log: ForecastLog;

    beforeEach(async () => {
      log = await open();
    });

    it('1. MUST give back a forecast as it was told, also one without bands and what is known of its skill', async () => {
      const near = { fromStep: 1, toStep: 6, skill: 0.4, mae: 55.5, mase: 0.7, coverage: [0.79, 0.94], judged: 120 };
      const skill: SkillSummary = { hasSkill: true, overall: { ...near, toStep: 24 }, byReach: [near] };
      const full = aForecast({ skill });
      const bare = aForecast({ subject: hall, bands: [] });
      await log.append([full, bare]);
      expect(await log.asOf([rack, hall], full.issuedAtMs)).toEqual([full, bare]);
    });

    it('2. MUST keep what was told when the same origin is forecast again', async () => {
      await log.append([aForecast()]);
      await log.append([aForecast({ mean: Float32Array.of(1, 2, 3) })]);
      expect(await log.asOf([rack], monday + dayMs)).toEqual([aForecast()]);
    });

    it('3. MUST say what was thought at a time, and nothing for what was told later or never', async () => {
      const [first, second] = [aForecast(), aForecast({ originMs: monday + hourMs })];
      await log.append([second, first]);
      expect(await log.asOf([rack], second.issuedAtMs - 1)).toEqual([first]);
      expect(await log.asOf([rack], second.issuedAtMs)).toEqual([second]);
      expect(await log.asOf([rack], first.issuedAtMs - 1)).toEqual([]);
      expect(await log.asOf([hall, { ...rack, component: 'a' }], monday + dayMs)).toEqual([]);
      expect(await log.asOf([], monday + dayMs)).toEqual([]);
    });

    it('4. MUST answer in the order asked for', async () => {
      const ofHall = aForecast({ subject: hall });
      await log.append([aForecast(), ofHall]);
      expect(await log.asOf([hall, rack], monday + dayMs)).toEqual([ofHall, aForecast()]);
    });

    it('5. MUST list the newest forecast of each subject that was issued since a time', async () => {
      const later = aForecast({ originMs: monday + hourMs });
      await log.append([aForecast(), later, aForecast({ subject: hall })]);
      const newest = await log.latest(monday);
      expect(newest).toHaveLength(2);
      expect(newest).toEqual(expect.arrayContaining([later, aForecast({ subject: hall })]));
      expect(await log.latest(later.issuedAtMs)).toEqual([later]);
      expect(await log.latest(later.issuedAtMs + 1)).toEqual([]);
    });

    it('6. MUST thin out what is old and delete what is oldest', async () => {
      const hours = Array.from({ length: 72 }, (_, hour) => aForecast({ originMs: monday + hour * hourMs }));
      await log.append(hours);
      const policy = { allMs: dayMs, thinnedToMs: 6 * hourMs, longestMs: 2 * dayMs };
      const nowMs = monday + 71 * hourMs + 120_000;
      expect(await log.applyRetention(policy, nowMs)).toBe(43);
      const kept = await Promise.all(
        hours.map(async ({ originMs, issuedAtMs }) => {
          const [found] = await log.asOf([rack], issuedAtMs);
          return found?.originMs === originMs ? (originMs - monday) / hourMs : undefined;
        }),
      );
      const lastDay = Array.from({ length: 25 }, (_, i) => 47 + i);
      expect(kept.filter((hour) => hour !== undefined)).toEqual([24, 30, 36, 42, ...lastDay]);
      expect(await log.applyRetention(policy, nowMs)).toBe(0);
    });

    it('7. MUST take a whole site: 3,000 forecasts in one call', async () => {
      const many = Array.from({ length: 3_000 }, (_, i) => aForecast({ subject: { ...rack, assetId: `rack-${i}` } }));
      await log.append(many);
      await log.append([]);
      expect(await log.latest(monday)).toHaveLength(3_000);
    });
  });
}

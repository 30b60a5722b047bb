import { describe, expect, it } from '@jest/globals';
import { SiteModel } from '../../assets/site-model.js';
import type { DetectionRule } from '../../detection/settings/detector-settings.js';
import { SettingsInForce } from '../../detection/settings/settings-in-force.js';
import { SeriesRegistry } from '../../telemetry/series-registry.js';
import { batchOf } from '../../telemetry/telemetry-batch.js';
import { BacktestTally, noRule } from './backtest-tally.js';
import { SettingsComparison } from './settings-comparison.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A Thursday. */
const start = Date.UTC(2026, 0, 1);
const registry = new SeriesRegistry();
const inlet = registry.intern(
  { assetId: 'rack-1', metric: 'dc.rack.inlet_temperature', component: '' },
  { unit: 'Cel', source: 'json', simulated: false },
).id;

const limitOf = (celsius: number): DetectionRule => ({
  name: `at ${celsius}`,
  match: {},
  set: { criticalAbove: celsius, detector: 'off' },
});
const judgedBy = (...rules: DetectionRule[]) => ({
  detector: 'seasonal-band' as const,
  settings: new SettingsInForce(() => new SiteModel([]), rules),
});

/** Ten days at 22 °C but for ten minutes at 30 °C on the fourth and on the ninth day, of which the latter is warmer. */
function history() {
  const warm = [start + 3 * 24 * hourMs, start + 8 * 24 * hourMs];
  const points = Array.from({ length: 10 * 24 * 60 }, (_, i) => {
    const at = start + i * minuteMs;
    const which = warm.findIndex((from) => at >= from && at < from + 10 * minuteMs);
    return { seriesId: inlet, at, value: which < 0 ? 22 : 30 + 5 * which };
  });
  return batchOf(points);
}

function compared(
  proposed: DetectionRule[],
  present: DetectionRule[],
  fromMs = start,
  toMs = start + 10 * 24 * hourMs,
) {
  const comparison = new SettingsComparison(registry, {
    proposed: judgedBy(...proposed),
    present: judgedBy(...present),
  });
  comparison.take(history());
  const tally = new BacktestTally({ fromMs, toMs });
  tally.add(comparison.within({ fromMs, toMs }));
  return tally.result();
}

describe('A proposal beside what holds at present', () => {
  it('raises what a lower limit adds, and keeps what both raise', () => {
    const { totals, alerts } = compared([limitOf(28)], [limitOf(33)]);
    expect(totals).toEqual({ proposed: 2, present: 1, new: 1, vanished: 0 });
    expect(alerts.map(({ change, rule, alert }) => [change, rule, alert.value])).toEqual([
      ['new', 'at 28', 30],
      ['kept', 'at 28', 35],
    ]);
  });

  it('no longer raises what a higher limit lets pass', () => {
    const { totals, alerts } = compared([limitOf(40)], [limitOf(28)]);
    expect(totals).toEqual({ proposed: 0, present: 2, new: 0, vanished: 2 });
    expect(alerts.map(({ change, rule }) => [change, rule])).toEqual([
      ['vanished', 'at 28'],
      ['vanished', 'at 28'],
    ]);
  });

  it('is counted by week from Monday on, by rule, by metric and by asset', () => {
    const { weeks, byRule, byMetric, byAsset } = compared([limitOf(28)], [limitOf(33)]);
    expect(
      weeks.map(({ startsAt, proposed, present }) => [new Date(startsAt).toISOString(), proposed, present]),
    ).toEqual([
      ['2025-12-29T00:00:00.000Z', 1, 0],
      ['2026-01-05T00:00:00.000Z', 1, 1],
    ]);
    expect(byRule.map(({ key, proposed, present }) => [key, proposed, present])).toEqual([
      ['at 28', 2, 0],
      ['at 33', 0, 1],
    ]);
    expect(byMetric).toMatchObject([{ key: 'dc.rack.inlet_temperature', proposed: 2, present: 1 }]);
    expect(byAsset).toMatchObject([{ key: 'rack-1', proposed: 2, present: 1 }]);
  });

  it('is judged on the span alone: what fired while it was warming up is not news', () => {
    const { totals } = compared([limitOf(28)], [limitOf(33)], start + 5 * 24 * hourMs);
    expect(totals).toEqual({ proposed: 1, present: 1, new: 0, vanished: 0 });
  });

  it('lets the detector speak where no rule does', () => {
    const { byRule } = compared([], [limitOf(40)]);
    expect(byRule.map(({ key }) => key)).toEqual([noRule]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { SiteModel } from '../domain/assets/site-model.js';
import { type SeriesIdentity, seriesKey } from '../domain/telemetry/series.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { ManyPointsQuery, PointsOfSeries } from '../ports/telemetry-store.js';
import { MemoryAlertLog } from '../../test/alerting/stand-ins.js';
import { BacktestDetection } from './backtest-detection.js';

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
const inlet: SeriesIdentity = { assetId: 'rack-1', metric: 'dc.rack.inlet_temperature', component: '' };
/** So that nothing but limits raises alerts. */
const rules = [{ name: 'limits only', match: {}, set: { detector: 'off' } }] as const;
const request = {
  rules,
  detector: 'seasonal-band',
  select: {},
  fromMs: dayMs,
  toMs: 2 * dayMs,
  warmUpMs: dayMs,
} as const;

/** One reading a minute of an inlet that is at 22 °C from the middle of the second day on. */
async function* readManyPoints({ fromMs, toMs }: ManyPointsQuery): AsyncGenerator<PointsOfSeries> {
  await Promise.resolve();
  const length = (toMs - fromMs) / minuteMs;
  const unscored = new Float64Array(length).fill(NaN);
  const at = Float64Array.from({ length }, (_, index) => fromMs + index * minuteMs);
  const value = at.map((moment) => (moment < 1.5 * dayMs ? 19 : 22));
  const scores = { score: unscored, expected: unscored, lower: unscored, upper: unscored };
  yield { seriesId: 1, points: { at, value, min: value, max: value, ...scores } };
}

describe('A backtest of a device that states a limit of itself', () => {
  it('holds it against both sides, as the service does', async () => {
    const registry = new SeriesRegistry();
    registry.intern(inlet, { unit: 'Cel', source: 'redfish', simulated: false });
    const store = { readManyPoints, readPoints: () => Promise.reject(new Error('not asked')) };
    const site = new SiteModel([]);
    const present = {
      site: () => site,
      rules: () => rules,
      deviceLimits: () => new Map([[seriesKey(inlet), { criticalAbove: 20 }]]),
    };
    const backtest = new BacktestDetection(registry, store, new MemoryAlertLog(), new FakeClock(5 * dayMs), present);
    const result = await backtest.run(request, () => undefined, new AbortController().signal);
    expect(result?.totals).toMatchObject({ proposed: 1, present: 1, new: 0, vanished: 0 });
  });
});

import { describe, expect, it } from '@jest/globals';
import type { SeriesDescriptor } from '../../telemetry/series.js';
import { planIntervals } from '../intervals/interval-plan.js';
import { ForecastBook } from './forecast-book.js';
import type { ForecastSubject } from './forecast-subject.js';
import { HOUR_MS, HourlyHistory } from './hourly-history.js';
import { TRACK_PARTS, TrackBook } from './track-book.js';

const plan = planIntervals(24, [0.8, 0.95]);

function rack(assetId: string, metric = 'dc.rack.power', isAggregate = false): ForecastSubject {
  const series: SeriesDescriptor = {
    id: 1,
    assetId,
    metric,
    component: '',
    unit: 'W',
    source: 'influx',
    simulated: false,
  };
  return { identity: { assetId, metric, component: '' }, members: [series], isAggregate };
}

/** Days of a load that swings between nothing and a little. */
function history(hours: number, swing = 100): HourlyHistory {
  const made = new HourlyHistory(400);
  for (let hour = 0; hour < hours; hour++) {
    made.put(hour * HOUR_MS, Math.max(0, swing * Math.sin(hour / 3.8) + ((hour * 7919) % 13)));
  }
  return made;
}

const asked = (subject: ForecastSubject, hours: number, past = history(hours)) => ({
  subject,
  history: past,
  originMs: hours * HOUR_MS,
  issuedAtMs: hours * HOUR_MS + 120_000,
});

function saved(book: TrackBook): readonly Uint8Array[] {
  return Array.from({ length: TRACK_PARTS }, (_, part) => book.save(part));
}

describe('what is kept of forecasts', () => {
  it('goes on after a restart as if there had been none, also what was not asked for in between', () => {
    const book = new TrackBook(plan);
    const forecasts = new ForecastBook(book);
    for (let hours = 72; hours < 80; hours++) {
      for (const name of ['rack-1', 'rack-2']) forecasts.forecast(asked(rack(name), hours));
    }
    const restarted = new TrackBook(plan);
    for (const part of saved(book)) restarted.restore(part);
    const again = new TrackBook(plan);
    for (const part of saved(restarted)) again.restore(part);
    const expected = forecasts.forecast(asked(rack('rack-1'), 80));
    expect(new ForecastBook(again).forecast(asked(rack('rack-1'), 80))).toEqual(expected);
    expect(expected.skill!.overall.judged).toBeGreaterThan(48);
  });

  it('says which parts have changed, once', () => {
    const book = new TrackBook(plan);
    book.of(rack('rack-1'));
    expect(book.takeChanged()).toHaveLength(1);
    expect(book.takeChanged()).toHaveLength(0);
  });

  it('is refused when it was saved for another horizon, or cut off', () => {
    const book = new TrackBook(planIntervals(48, [0.8]));
    expect(() => new TrackBook(plan).restore(book.save(0))).toThrow('48 steps');
    new ForecastBook(book).forecast(asked(rack('rack-1'), 72));
    const [part] = book.takeChanged();
    const bytes = book.save(part!);
    expect(() => new TrackBook(planIntervals(48, [0.8])).restore(bytes.subarray(0, bytes.length - 9))).toThrow(
      'shorter',
    );
  });

  it('forgets what has not been forecast for four weeks', () => {
    const book = new TrackBook(plan);
    const forecasts = new ForecastBook(book);
    forecasts.forecast(asked(rack('rack-1'), 72));
    const [part] = book.takeChanged();
    const before = book.save(part!).length;
    forecasts.forecast(asked(rack('rack-2'), 800, history(800)));
    expect(book.save(part!).length).toBeLessThanOrEqual(before);
    expect(Buffer.from(book.save(part!)).includes('rack-1')).toBe(false);
  });
});

describe('a forecast', () => {
  it('stays within what the metric can be: no negative power, no load above all', () => {
    const { bands } = new ForecastBook(new TrackBook(plan)).forecast(asked(rack('rack-1'), 96));
    for (const { lower } of bands) expect(Math.min(...lower)).toBeGreaterThanOrEqual(0);
    const busy = history(96, 0.9);
    const load = new ForecastBook(new TrackBook(plan)).forecast(
      asked(
        { ...rack('srv', 'system.cpu.utilization'), members: [{ ...rack('srv').members[0]!, unit: '1' }] },
        96,
        busy,
      ),
    );
    for (const { upper } of load.bands) expect(Math.max(...upper)).toBeLessThanOrEqual(1);
  });

  it('is refused with less than a day of history, and once the subject is silent', () => {
    const book = new ForecastBook(new TrackBook(plan));
    expect(() => book.forecast(asked(rack('rack-1'), 23))).toThrow('at least 24');
    expect(() => book.forecast(asked(rack('rack-1'), 60, history(53)))).toThrow('last hours');
  });
});

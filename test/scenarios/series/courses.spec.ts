import { describe, expect, it } from '@jest/globals';
import { LocalOffsets } from '../../../src/domain/local-offsets.js';
import { DAY_MS, HOUR_MS, hourOf, MINUTE_MS, START_MS, WatchedSeries, weekdayOf } from './watched-series.js';

const WEEK_MS = 7 * DAY_MS;

/** 1 in office hours, with an hour's ramp on either side of them. */
function officeHours(hour: number): number {
  const ramp = (from: number) => Math.max(0, Math.min(1, hour - from));
  return ramp(7.5) * (1 - ramp(17));
}

/** Power of an office's servers, which rest on Saturday and Sunday. */
function officeLoad(series: WatchedSeries, isWorkingDay = (at: number) => weekdayOf(at) < 5) {
  return (at: number) => 150 + (isWorkingDay(at) ? 150 * officeHours(hourOf(at)) : 0) + 4 * series.noise();
}

describe('a load that goes by the week', () => {
  const carried = { resolution: 10, nature: 'carried' } as const;

  it('is quiet at weekends and on Monday mornings, from the first week on', () => {
    const power = new WatchedSeries(carried);
    expect(power.feed(4 * WEEK_MS, officeLoad(power))).toEqual([]);
  });

  it('is seen when it takes a Saturday for a working day, after five weeks', () => {
    const power = new WatchedSeries(carried);
    power.feed(5 * WEEK_MS + 5 * DAY_MS, officeLoad(power));
    expect(
      power.feed(
        DAY_MS,
        officeLoad(power, () => true),
      ).length,
    ).toBeGreaterThan(0);
  });

  it('is seen when a Monday morning does not begin', () => {
    const power = new WatchedSeries(carried);
    power.feed(5 * WEEK_MS, officeLoad(power));
    expect(
      power.feed(
        12 * HOUR_MS,
        officeLoad(power, () => false),
      ).length,
    ).toBeGreaterThan(0);
  });
});

describe('a load that goes by local time, when the clocks change', () => {
  const changeMs = Date.UTC(2026, 2, 29, 1);
  const monthBeforeMs = Date.UTC(2026, 2, 2);
  const berlin = (at: number) => (at >= changeMs ? 2 : 1) * HOUR_MS;
  const load = (series: WatchedSeries) => (at: number) =>
    150 + 150 * officeHours(hourOf(at, berlin(at))) + 2 * series.noise();
  /** How far the expected value is from the truth at worst, in the morning after the change. */
  const worstSurprise = (zone: string) => {
    const power = new WatchedSeries(
      { resolution: 10, nature: 'held', offsets: new LocalOffsets(zone) },
      MINUTE_MS,
      monthBeforeMs,
    );
    power.feed(changeMs + 4 * HOUR_MS - monthBeforeMs, load(power));
    let worst = 0;
    while (power.now < changeMs + 8 * HOUR_MS) {
      power.feed(MINUTE_MS, load(power));
      const truth = 150 + 150 * officeHours(hourOf(power.now - MINUTE_MS, berlin(power.now)));
      worst = Math.max(worst, Math.abs(power.verdict.expected - truth));
    }
    return worst;
  };

  it('is expected where the site’s clocks have it', () => {
    expect(worstSurprise('Europe/Berlin')).toBeLessThan(35);
  });

  it('is expected an hour off where the site states no time zone', () => {
    expect(worstSurprise('UTC')).toBeGreaterThan(40);
  });

  it('raises nothing over the change', () => {
    const offsets = new LocalOffsets('Europe/Berlin');
    const power = new WatchedSeries({ resolution: 10, nature: 'carried', offsets }, MINUTE_MS, monthBeforeMs);
    expect(power.feed(6 * WEEK_MS, load(power))).toEqual([]);
  });
});

describe('a backup with a period of its own', () => {
  it.each([5, 6, 7])(
    'counts as usual within a week when it runs every %i hours, and is seen when it is twice as heavy',
    (hours) => {
      const disk = new WatchedSeries({ resolution: 1, nature: 'demand' });
      const backup = (weight: number) => (at: number) =>
        100 + ((at - START_MS) % (hours * HOUR_MS) < 20 * MINUTE_MS ? weight * 80 : 0) + 2 * disk.noise();
      expect(disk.feed(2 * WEEK_MS, backup(1))).toEqual([]);
      expect(disk.feed(hours * HOUR_MS, backup(2.5)).length).toBeGreaterThan(0);
    },
  );
});

describe('a compressor that switches every few minutes', () => {
  const running = (at: number) => at % (20 * MINUTE_MS) < 7 * MINUTE_MS;
  const power =
    (series: WatchedSeries, isOn = running) =>
    (at: number) =>
      (isOn(at) ? 160 : 100) + 2 * series.noise();

  it('is quiet while it cycles', () => {
    const compressor = new WatchedSeries({ resolution: 1 });
    expect(compressor.feed(9 * DAY_MS, power(compressor))).toEqual([]);
  });

  it.each([
    ['no longer switches off', true],
    ['no longer switches on', false],
  ])('is seen within three of its periods when it %s', (_what, isOn) => {
    const compressor = new WatchedSeries({ resolution: 1 });
    compressor.feed(5 * DAY_MS, power(compressor));
    const [first = Infinity] = compressor.feed(
      3 * HOUR_MS,
      power(compressor, () => isOn),
    );
    expect(first - (START_MS + 5 * DAY_MS)).toBeLessThan(HOUR_MS);
  });

  it('says on which side it should be', () => {
    const compressor = new WatchedSeries({ resolution: 1 });
    compressor.feed(5 * DAY_MS, power(compressor));
    compressor.feed(
      HOUR_MS,
      power(compressor, () => true),
    );
    expect(compressor.verdict.upper).toBeLessThan(150);
  });
});

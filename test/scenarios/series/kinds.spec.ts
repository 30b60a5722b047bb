import { describe, expect, it } from '@jest/globals';
import { DAY_MS, HOUR_MS, hourOf, MINUTE_MS, WatchedSeries } from './watched-series.js';

const WEEK_MS = 7 * DAY_MS;
const wave = (at: number) => Math.sin((2 * Math.PI * at) / DAY_MS);
const ofNothingKnown = { resolution: 0 } as const;

describe('a series of zeros with bursts now and then, such as errors a minute', () => {
  const errors = (series: WatchedSeries) => {
    let left = 0;
    let height = 0;
    return (weight: number) => () => {
      if (left <= 0 && series.uniform() < 1 / 400) {
        left = 1 + Math.floor(series.uniform() * 10);
        height = 5 + 15 * series.uniform();
      }
      return left-- > 0 ? Math.round(weight * height) : 0;
    };
  };

  it('is quiet about its bursts from the second day on, but for one in a fortnight', () => {
    const series = new WatchedSeries(ofNothingKnown);
    const of = errors(series);
    series.feed(DAY_MS, of(1));
    expect(series.feed(2 * WEEK_MS, of(1)).length).toBeLessThanOrEqual(2);
  });

  it('is seen when bursts are six times as high', () => {
    const series = new WatchedSeries(ofNothingKnown);
    const of = errors(series);
    series.feed(WEEK_MS, of(1));
    expect(series.feed(DAY_MS, of(6)).length).toBeGreaterThan(0);
  });

  it('is quiet minutes after the first burst that it ever had', () => {
    const series = new WatchedSeries(ofNothingKnown);
    series.feed(2 * HOUR_MS, () => 0);
    expect(series.feed(3 * MINUTE_MS, () => 7).length).toBe(3);
    series.feed(10 * MINUTE_MS, () => 0);
    expect(series.feed(DAY_MS, () => 0)).toEqual([]);
  });
});

describe('a counter that arrives as a gauge, such as energy', () => {
  const energy = (series: WatchedSeries) => {
    let count = 0;
    return {
      grow: (weight: number) => (at: number) =>
        (count += Math.max(0, Math.round(weight * (100 + 20 * wave(at) + 4 * series.noise())))),
      reset: () => (count = 0),
    };
  };

  it('is quiet while it grows, and when it starts again at 0', () => {
    const series = new WatchedSeries(ofNothingKnown);
    const meter = energy(series);
    expect(series.feed(WEEK_MS, meter.grow(1))).toEqual([]);
    meter.reset();
    expect(series.feed(2 * DAY_MS, meter.grow(1))).toEqual([]);
    meter.reset();
    expect(series.feed(DAY_MS, meter.grow(1))).toEqual([]);
  });

  it.each([
    ['grows twice as fast', 2],
    ['stands still', 0],
  ])('is seen when it %s', (_what, weight) => {
    const series = new WatchedSeries(ofNothingKnown);
    const meter = energy(series);
    series.feed(WEEK_MS, meter.grow(1));
    expect(series.feed(HOUR_MS, meter.grow(weight)).length).toBeGreaterThan(0);
  });

  it('tells its band in its own unit', () => {
    const series = new WatchedSeries(ofNothingKnown);
    const meter = energy(series);
    series.feed(WEEK_MS, meter.grow(1));
    let reading = 0;
    series.feed(MINUTE_MS, (at) => (reading = meter.grow(1)(at)));
    expect(Math.abs(series.verdict.expected - reading)).toBeLessThan(50);
    expect(series.verdict.lower).toBeLessThan(reading);
    expect(series.verdict.upper).toBeGreaterThan(reading);
  });

  it('is quiet about uptime and reboots, once it has been watched for two days', () => {
    const uptime = new WatchedSeries(ofNothingKnown);
    let bootedAt = uptime.now;
    const seconds = (at: number) => Math.floor((at - bootedAt) / 1000);
    expect(uptime.feed(2 * DAY_MS, seconds)).toEqual([]);
    bootedAt = uptime.now;
    expect(uptime.feed(3 * DAY_MS, seconds)).toEqual([]);
  });

  it('goes on as usual where what only rose for days turns out to go up and down', () => {
    const tank = new WatchedSeries({ resolution: 1 });
    tank.feed(2 * DAY_MS, (at) => at / HOUR_MS);
    const level = tank.now / HOUR_MS;
    tank.feed(2 * DAY_MS, () => level + 0.2 * tank.noise());
    expect(tank.feed(10 * MINUTE_MS, () => level - 20).length).toBe(10);
  });
});

describe('a machine at its limit', () => {
  const busy = (series: WatchedSeries) => (at: number) => Math.min(1, 0.55 + 0.35 * wave(at) + 0.1 * series.noise());
  const cpu = { resolution: 0.02, nature: 'demand' } as const;

  it('is no trouble at the top of an ordinary day', () => {
    const load = new WatchedSeries(cpu);
    expect(load.feed(2 * WEEK_MS, busy(load))).toEqual([]);
  });

  it('is no trouble in nights of batch work that it has had before', () => {
    const load = new WatchedSeries(cpu);
    const usual = busy(load);
    const nightly = (at: number) => (hourOf(at) < 3 ? 1 : usual(at));
    load.feed(3 * DAY_MS, nightly);
    expect(load.feed(WEEK_MS, nightly)).toEqual([]);
  });

  it('is seen when it stays there for hours, as it never did', () => {
    const load = new WatchedSeries(cpu);
    load.feed(WEEK_MS + 5 * HOUR_MS, busy(load));
    const alarms = load.feed(6 * HOUR_MS, () => 1);
    expect(alarms.length).toBeGreaterThan(3 * 60);
    expect(load.verdict).toMatchObject({ lower: 1, upper: 1 });
  });

  it('is seen when a fan that always trembled runs at full speed', () => {
    const fan = new WatchedSeries({ resolution: 0.02, nature: 'carried' });
    const speed = (at: number) => Math.min(1, 0.8 + 0.1 * wave(at) + 0.03 * fan.noise());
    expect(fan.feed(WEEK_MS + 5 * HOUR_MS, speed)).toEqual([]);
    expect(fan.feed(HOUR_MS, () => 1).length).toBeGreaterThan(0);
  });
});

describe('a door that is open or closed', () => {
  const door = (series: WatchedSeries) => {
    let isOpen = 0;
    return () => {
      if (series.uniform() < 1 / 60) isOpen = 1 - isOpen;
      return isOpen;
    };
  };

  it('is quiet from the second day on, whenever it is opened', () => {
    const state = new WatchedSeries(ofNothingKnown);
    const used = door(state);
    state.feed(DAY_MS, used);
    expect(state.feed(2 * WEEK_MS, used)).toEqual([]);
  });

  it('is seen when it stays open for longer than ever', () => {
    const state = new WatchedSeries(ofNothingKnown);
    state.feed(10 * DAY_MS, door(state));
    expect(state.feed(2 * DAY_MS, () => 1).length).toBeGreaterThan(0);
  });

  it('is seen when its contact reports what it never did', () => {
    const state = new WatchedSeries(ofNothingKnown);
    state.feed(10 * DAY_MS, door(state));
    expect(state.feed(10 * MINUTE_MS, () => 255).length).toBe(10);
  });
});

import { describe, expect, it } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS, WatchedSeries } from './watched-series.js';

const WEEK_MS = 7 * DAY_MS;
const wave = (at: number) => Math.sin((2 * Math.PI * at) / DAY_MS);

describe('a sensor that drifts over days', () => {
  it.each([
    ['an inlet by 0.2 K an hour', 'held', 0.5, 22, 1.5, 0.1, 0.2, 12],
    ['a return temperature by 0.2 K an hour', 'carried', 0.5, 30, 2, 0.3, 0.2, 36],
    ['a power meter by 2 W an hour', 'carried', 10, 350, 80, 8, 2, 48],
  ] as const)('is seen: %s', (_what, nature, resolution, mean, daily, noise, perHour, withinHours) => {
    const sensor = new WatchedSeries({ resolution, nature });
    let wandered = 0;
    const reading = (at: number) => {
      wandered = 0.98 * wandered + 0.5 * noise * sensor.noise();
      return mean + daily * wave(at) + wandered + noise * sensor.noise();
    };
    expect(sensor.feed(3 * WEEK_MS, reading)).toEqual([]);
    const begins = sensor.now;
    const [first = Infinity] = sensor.feed(3 * DAY_MS, (at) => reading(at) + (perHour * (at - begins)) / HOUR_MS);
    expect((first - begins) / HOUR_MS).toBeLessThan(withinHours);
  });

  it('is not mistaken for weather, which wanders for days and warms over weeks', () => {
    const outside = new WatchedSeries({ resolution: 0.5 });
    let wandered = 0;
    const reading = (at: number) => {
      wandered = 0.9995 * wandered + 0.06 * outside.noise();
      return 12 + 6 * wave(at) + 8 * wave(at / 60) + wandered;
    };
    expect(outside.feed(6 * WEEK_MS, reading)).toEqual([]);
  });

  it('is not mistaken for a new setpoint, which counts as normal after a day', () => {
    const supply = new WatchedSeries({ resolution: 0.5 });
    supply.feed(2 * WEEK_MS, () => 18 + 0.1 * supply.noise());
    supply.feed(DAY_MS + HOUR_MS, () => 20.5 + 0.1 * supply.noise());
    expect(supply.feed(WEEK_MS, () => 20.5 + 0.1 * supply.noise())).toEqual([]);
  });
});

describe('a level that shifts by less than the noise seems to hide', () => {
  it('is seen within minutes and for longer than a glitch', () => {
    const flow = new WatchedSeries({ resolution: 0.1 });
    expect(flow.feed(4 * DAY_MS, () => 50 + flow.noise())).toEqual([]);
    const begins = flow.now;
    const alarms = flow.feed(2 * HOUR_MS, () => 53 + flow.noise());
    expect(alarms[0]! - begins).toBeLessThan(15 * MINUTE_MS);
    expect(alarms.length).toBeGreaterThan(30);
  });
});

describe('a sensor whose noise changes', () => {
  const kinds = [
    ['inlet', { resolution: 0.5, nature: 'held' }, 22, 1.5, 0.15],
    ['power meter', { resolution: 10, nature: 'carried' }, 350, 80, 8],
    ['voltage', { resolution: 1, nature: 'held' }, 230, 1, 0.8],
  ] as const;
  const reading = (series: WatchedSeries, mean: number, daily: number, noise: number) => (at: number) =>
    mean + daily * wave(at) + noise * series.noise();

  it.each(kinds)('is seen when it doubles: %s', (_what, options, mean, daily, noise) => {
    const sensor = new WatchedSeries(options, 10_000);
    expect(sensor.feed(4 * DAY_MS, reading(sensor, mean, daily, noise))).toEqual([]);
    const begins = sensor.now;
    const [first = Infinity] = sensor.feed(HOUR_MS, reading(sensor, mean, daily, 2 * noise));
    expect((first - begins) / MINUTE_MS).toBeLessThan(30);
  });

  it.each(kinds)('is seen when it vanishes without being stuck: %s', (_what, options, mean, daily, noise) => {
    const sensor = new WatchedSeries(options, 10_000);
    sensor.feed(4 * DAY_MS, reading(sensor, mean, daily, noise));
    const begins = sensor.now;
    const [first = Infinity] = sensor.feed(HOUR_MS, reading(sensor, mean, daily, 0.1 * noise));
    expect((first - begins) / MINUTE_MS).toBeLessThan(30);
  });

  it('is no trouble where it is below what the metric resolves', () => {
    const supply = new WatchedSeries({ resolution: 0.5 }, 10_000);
    supply.feed(3 * DAY_MS, () => 18 + 0.01 * supply.noise());
    expect(supply.feed(DAY_MS, () => 18 + 0.02 * supply.noise())).toEqual([]);
  });

  it('is no trouble when readings come ten times as often as they did', () => {
    const meter = new WatchedSeries({ resolution: 10, nature: 'carried' }, 10_000);
    let wandered = 0;
    const wandering = () => {
      wandered = 0.995 * wandered + 2 * meter.noise();
      return 350 + wandered;
    };
    for (let minute = 0; minute < 3 * 1_440; minute += 1) {
      meter.feed(10_000, wandering);
      meter.skip(5 * 10_000);
      for (let step = 0; step < 5; step += 1) wandering();
    }
    expect(meter.feed(DAY_MS, wandering)).toEqual([]);
  });
});

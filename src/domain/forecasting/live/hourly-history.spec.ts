import { describe, expect, it } from '@jest/globals';
import { HOUR_MS, HourlyHistory } from './hourly-history.js';

const hour = (n: number) => n * HOUR_MS;

function filled(capacity: number, from: number, to: number): HourlyHistory {
  const history = new HourlyHistory(capacity);
  for (let n = from; n < to; n++) history.put(hour(n), n);
  return history;
}

describe('the hourly history of a series', () => {
  it('begins with the first hour that reported and ends where it is asked to', () => {
    const { startMs, values } = filled(48, 10, 14).before(hour(14));
    expect(startMs).toBe(hour(10));
    expect([...values]).toEqual([10, 11, 12, 13]);
    expect([...filled(48, 10, 14).before(hour(12)).values]).toEqual([10, 11]);
  });

  it('shows an hour without readings as missing, also the last ones', () => {
    const history = filled(48, 10, 12);
    history.put(hour(14), 14);
    expect([...history.before(hour(16)).values]).toEqual([10, 11, NaN, NaN, 14, NaN]);
  });

  it('takes hours in any order, as a backfill brings them, and corrections', () => {
    const history = new HourlyHistory(48);
    for (const n of [12, 10, 11]) history.put(hour(n), n);
    history.put(hour(11), 99);
    expect([...history.before(hour(13)).values]).toEqual([10, 99, 12]);
  });

  it('forgets what is older than its capacity, after an outage too', () => {
    const history = filled(4, 10, 18);
    expect([...history.before(hour(18)).values]).toEqual([14, 15, 16, 17]);
    history.put(hour(9), 9);
    expect(history.at(hour(13))).toBeNaN();
    history.put(hour(30), 30);
    expect([...history.before(hour(31)).values]).toEqual([NaN, NaN, NaN, 30]);
  });

  it('is empty before the first reading', () => {
    expect(new HourlyHistory(4).before(hour(7)).values).toHaveLength(0);
    expect(new HourlyHistory(4).newestMs).toBe(-Infinity);
  });
});

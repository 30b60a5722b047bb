import { describe, expect, it } from '@jest/globals';
import { emptyVerdict } from '../../detector.js';
import { BalanceBand } from './balance-band.js';

const startMs = Date.UTC(2026, 0, 5);
const stepMs = 10_000;
const minute = 60_000 / stepMs;
const hour = 60 * minute;

/** A balance that has been watched for some hours, whose residual strays by at most 0.5 K. */
function aBalance(hours: number) {
  const detector = new BalanceBand({ resolution: 0.2 });
  let points = 0;
  let pauseMs = 0;
  let state = 7;
  const noise = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32 - 0.5;
  };
  const verdict = emptyVerdict();
  /** Takes so many points that are off by this much; answers their scores. */
  const take = (count: number, offset = 0, driftADay = 0) =>
    Array.from({ length: count }, (_, i) => {
      const at = startMs + points * stepMs + pauseMs;
      const value = offset + (driftADay * i) / (24 * hour) + noise();
      detector.scoreOne(at, value, verdict);
      detector.learnOne(at, value);
      points += 1;
      return verdict.score;
    });
  const pause = (minutes: number) => {
    pauseMs += minutes * 60_000;
  };
  take(hours * hour);
  return { take, pause };
}

describe('A balance', () => {
  it('that is suddenly far off is out with the first such point', () => {
    const [first] = aBalance(8).take(1, 14);
    expect(first).toBeGreaterThanOrEqual(1);
  });

  it('that was far off for a moment is well again with the first good points, and not only when the mean has forgotten it', () => {
    const { take } = aBalance(8);
    take(3, 14);
    const after = take(10 * minute);
    expect(Math.max(...after)).toBeLessThan(2);
    expect(Math.max(...after.slice(5 * minute))).toBeLessThan(0.8);
  });

  it('that drifts by less in a day than a single point strays is out within days', () => {
    const scores = aBalance(30).take(4 * 24 * hour, 0, 0.1);
    expect(Math.max(...scores.slice(0, 24 * hour))).toBeLessThan(1);
    expect(Math.max(...scores)).toBeGreaterThanOrEqual(1);
  });

  it('that is heard of only now and then is not out with each point that strays as single points do', () => {
    const balance = aBalance(30);
    const scores = Array.from({ length: 20 }, () => {
      balance.pause(20);
      return balance.take(1)[0] ?? NaN;
    });
    expect(Math.max(...scores)).toBeLessThan(1);
  });

  it('that is off by less than a single point strays is out within half an hour', () => {
    const scores = aBalance(30).take(30 * minute, 0.4);
    expect(Math.max(...scores)).toBeGreaterThanOrEqual(1);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CounterTracker } from './counter-tracker.js';

const second = 1000;

describe('CounterTracker', () => {
  it('gives nothing for the first sample and the growth per second from then on', () => {
    const tracker = new CounterTracker();
    expect(tracker.rate(1, 'cumulative', 0, 500)).toBe('first');
    expect(tracker.rate(1, 'cumulative', 10 * second, 800)).toBe(30);
    expect(tracker.rate(1, 'cumulative', 15 * second, 800)).toBe(0);
  });

  it('makes up no rate when a device restarts its counter', () => {
    const tracker = new CounterTracker();
    tracker.rate(1, 'cumulative', 0, 1e9);
    expect(tracker.rate(1, 'cumulative', 10 * second, 50)).toBe('reset');
    expect(tracker.rate(1, 'cumulative', 20 * second, 150)).toBe(10);
  });

  it('divides deltas by the time since the sample before', () => {
    const tracker = new CounterTracker();
    expect(tracker.rate(1, 'delta', 0, 40)).toBe('first');
    expect(tracker.rate(1, 'delta', 10 * second, 40)).toBe(4);
    expect(tracker.rate(1, 'delta', 20 * second, 10)).toBe(1);
  });

  it('gives the same rates again when a request is sent twice', () => {
    const tracker = new CounterTracker();
    const request = [0, 1, 2, 3].map((i) => [i * second, i * i] as const);
    const send = () => request.map(([at, value]) => tracker.rate(1, 'cumulative', at, value));
    expect(send()).toEqual(['first', 1, 3, 5]);
    expect(send()).toEqual(['first', 1, 3, 5]);
  });

  it('compares a sample that overtook another with the one before it in time', () => {
    const tracker = new CounterTracker();
    tracker.rate(1, 'cumulative', 0, 0);
    expect(tracker.rate(1, 'cumulative', 20 * second, 200)).toBe(10);
    expect(tracker.rate(1, 'cumulative', 10 * second, 50)).toBe(5);
    expect(tracker.rate(1, 'cumulative', 20 * second, 200)).toBe(15);
  });

  it('refuses a sample older than all that it remembers', () => {
    const tracker = new CounterTracker();
    for (let i = 1; i <= 20; i += 1) tracker.rate(1, 'cumulative', i * second, i);
    expect(tracker.rate(1, 'cumulative', 5 * second, 5)).toBe('too_old');
    expect(tracker.rate(1, 'cumulative', 21 * second, 21)).toBe(1);
  });

  it('keeps thousands of counters apart', () => {
    const tracker = new CounterTracker();
    for (let id = 1; id <= 5000; id += 1) tracker.rate(id, 'cumulative', 0, id);
    for (let id = 1; id <= 5000; id += 1) expect(tracker.rate(id, 'cumulative', second, id * 3)).toBe(id * 2);
  });

  it('never gives a negative or infinite rate of a cumulative counter, in whatever order samples come', () => {
    const sample = fc.record({ at: fc.integer({ min: 0, max: 50 }), value: fc.nat(1000) });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 60 }), (samples) => {
        const tracker = new CounterTracker();
        for (const { at, value } of samples) {
          const rate = tracker.rate(1, 'cumulative', at, value);
          if (typeof rate === 'number') expect(rate >= 0 && rate < Infinity).toBe(true);
        }
      }),
    );
  });
});

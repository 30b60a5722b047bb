import { describe, expect, it } from '@jest/globals';
import { sparklinePath } from './sparkline-path.js';

const frame = { width: 100, height: 20, from: 0, to: 100, leastSpan: 0 };

describe('a sparkline', () => {
  it('spans its own range, the highest value on top', () => {
    const points = [
      { at: 0, value: 10 },
      { at: 50, value: 30 },
      { at: 100, value: 20 },
    ];
    expect(sparklinePath(points, frame)).toBe('M0.0 18.0L50.0 2.0L100.0 10.0');
  });

  it('is a line in the middle for a constant series', () => {
    const points = [
      { at: 0, value: 5 },
      { at: 100, value: 5 },
    ];
    expect(sparklinePath(points, frame)).toBe('M0.0 10.0L100.0 10.0');
  });

  it('keeps noise small beside the expected band', () => {
    const points = [
      { at: 0, value: 10 },
      { at: 100, value: 11 },
    ];
    expect(sparklinePath(points, { ...frame, leastSpan: 4 })).toBe('M0.0 12.0L100.0 8.0');
  });

  it('is empty without points', () => {
    expect(sparklinePath([], frame)).toBe('');
  });
});

import { describe, expect, it } from '@jest/globals';
import { formatDuration } from './duration.js';

describe('how long an alert has been open', () => {
  it.each([
    [-5_000, '0 s'],
    [42_000, '42 s'],
    [60_000, '1 min'],
    [59 * 60_000, '59 min'],
    [200 * 60_000, '3 h 20 min'],
    [3 * 3_600_000, '3 h'],
    [52 * 3_600_000, '2 d 4 h'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

import { describe, expect, it } from '@jest/globals';
import { timeFormat } from './time-format.js';

describe('times', () => {
  const at = '2026-01-01T00:30:05Z';

  it('are written in the zone asked for, with its name', () => {
    expect(timeFormat('Etc/UTC').instant(at)).toBe('01 Jan 00:30:05');
    expect(timeFormat('America/New_York').instant(at)).toBe('31 Dec 19:30:05');
    expect(timeFormat('Etc/UTC').zoneName).toBe('UTC');
    expect(timeFormat('America/New_York').zoneName).toBe('America/New_York');
  });

  it('name the day on an axis where it begins, and seconds only where ticks are close', () => {
    const { tick } = timeFormat('Etc/UTC');
    expect(tick(Date.parse('2026-01-02T00:00:00Z'), 3_600_000)).toBe('02 Jan');
    expect(tick(Date.parse('2026-01-02T06:00:00Z'), 3_600_000)).toBe('06:00');
    expect(tick(Date.parse('2026-01-02T06:00:10Z'), 10_000)).toBe('06:00:10');
    expect(tick(Date.parse('2026-01-02T06:00:00Z'), 86_400_000)).toBe('02 Jan');
  });
});

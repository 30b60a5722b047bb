import { describe, expect, it } from '@jest/globals';
import { LocalOffsets } from './local-offsets.js';

const hour = 3_600_000;

describe('local time of a site', () => {
  const berlin = new LocalOffsets('Europe/Berlin');
  const springMs = Date.UTC(2026, 2, 29, 1);
  const autumnMs = Date.UTC(2026, 9, 25, 1);

  it('goes ahead by an hour in spring and back in autumn, on the hour', () => {
    expect([berlin.at(springMs - 1), berlin.at(springMs)]).toEqual([hour, 2 * hour]);
    expect([berlin.at(autumnMs - 1), berlin.at(autumnMs)]).toEqual([2 * hour, hour]);
  });

  it('is the same for readings that arrive in any order', () => {
    const times = Array.from({ length: 3_000 }, (_, i) => springMs + ((i * 7_919) % 3_000) * hour);
    const offsets = new LocalOffsets('Europe/Berlin');
    for (const at of times) expect(offsets.at(at)).toBe(at < autumnMs ? 2 * hour : hour);
  });

  it('knows zones off the hour and south of the equator', () => {
    expect(new LocalOffsets('Asia/Kathmandu').at(springMs)).toBe(5.75 * hour);
    expect(new LocalOffsets('America/St_Johns').at(Date.UTC(2026, 0, 1))).toBe(-3.5 * hour);
    expect(new LocalOffsets('Australia/Sydney').at(Date.UTC(2026, 0, 1))).toBe(11 * hour);
  });

  it('is UTC for what no clock can show', () => {
    expect([berlin.at(1e16), berlin.at(-1e16), berlin.at(NaN)]).toEqual([0, 0, 0]);
  });
});

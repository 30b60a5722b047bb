import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { replayOffsetMs } from './replay-times.js';

const now = Date.UTC(2026, 0, 1);

describe('the times of replayed rows', () => {
  it('are the recorded ones when kept', () => {
    expect(replayOffsetMs({ speed: Infinity, times: 'keep' }, { firstAt: 1, lastAt: 5 }, now)).toBe(0);
  });

  it('are never in the future of the moment at which they are sent, at any speed', () => {
    const speeds = fc.oneof(fc.double({ min: 0.01, max: 1e6, noNaN: true }), fc.constant(Infinity));
    const span = fc.integer({ min: 0, max: 10 * 365 * 86_400_000 });
    fc.assert(
      fc.property(speeds, span, fc.double({ min: 0, max: 1, noNaN: true }), (speed, spanMs, share) => {
        const [firstAt, lastAt] = [1e12, 1e12 + spanMs];
        const at = firstAt + spanMs * share;
        const sentAt = now + (at - firstAt) / speed;
        const shifted = at + replayOffsetMs({ speed, times: 'shift' }, { firstAt, lastAt }, now);
        return speed < 1 ? shifted >= now - 1 : shifted <= sentAt + 1;
      }),
    );
  });

  it('end in the present', () => {
    const recorded = { firstAt: 1_000, lastAt: 61_000 };
    expect(61_000 + replayOffsetMs({ speed: Infinity, times: 'shift' }, recorded, now)).toBe(now);
    expect(61_000 + replayOffsetMs({ speed: 60, times: 'shift' }, recorded, now)).toBe(now + 1_000);
    expect(1_000 + replayOffsetMs({ speed: 1, times: 'shift' }, recorded, now)).toBe(now);
  });
});

import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { msOfNanos } from './unix-nano.js';

it('nanoseconds of 64 bits become milliseconds, whole ones exactly', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (nanos) => {
      const ms = msOfNanos(Number(nanos & 0xffffffffn), Number(nanos >> 32n));
      const whole = Number(nanos / 1_000_000n);
      expect(ms).toBe(whole + Number(nanos % 1_000_000n) / 1e6);
    }),
  );
});

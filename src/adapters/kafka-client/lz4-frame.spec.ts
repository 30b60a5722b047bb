import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lz4Frame } from './lz4-frame.js';

const plenty = 1 << 20;
const header = (flag: number) => [0x04, 0x22, 0x4d, 0x18, flag, 0x40, 0x00];
const le32 = (value: number) => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24];
const frame = (flag: number, ...blocks: number[][]) =>
  Buffer.from([...header(flag), ...blocks.flatMap((block) => [...le32(block.length), ...block]), ...le32(0)]);
const independent = 0x60;
const linked = 0x40;
const text = (bytes: string) => [...Buffer.from(bytes)];

// Frames of Kafka's own client are read in test/distributed/kafka-intake.spec.ts; these are the cases that it does not write.
describe('an LZ4 frame', () => {
  it('may hold a block that is stored as it is', () => {
    const bytes = Buffer.from([...header(independent), ...le32(0x80000003), ...text('abc'), ...le32(0)]);
    expect(lz4Frame(bytes, plenty).toString()).toBe('abc');
  });

  it('may hold a run, which reaches into what it writes itself', () => {
    // One literal, then 4 + 15 + 6 bytes from one byte back, then five literals.
    expect(lz4Frame(frame(independent, [0x1f, ...text('x'), 1, 0, 6, 0x50, ...text('abcde')]), plenty).toString()).toBe(
      `${'x'.repeat(26)}abcde`,
    );
  });

  it('may have blocks that reach back into the one before', () => {
    const blocks = [
      [0x50, ...text('abcde')],
      [0x00, 5, 0, 0x50, ...text('vwxyz')],
    ];
    expect(lz4Frame(frame(linked, ...blocks), plenty).toString()).toBe('abcdeabcdvwxyz');
    expect(() => lz4Frame(frame(independent, ...blocks), plenty)).toThrow('reaches back too far');
  });

  it('may have a content size and checksums, which are passed over', () => {
    const flag = independent | 0x10 | 0x08 | 0x04;
    const block = [0x30, ...text('abc')];
    const bytes = [...header(flag), ...le32(3), ...le32(0), ...le32(4), ...block, ...le32(77), ...le32(0), ...le32(78)];
    expect(lz4Frame(Buffer.from(bytes), plenty).toString()).toBe('abc');
  });

  it('is refused when it unfolds to more than its bound, before it has', () => {
    const bomb = [0x1f, ...text('x'), 1, 0, ...Array.from({ length: 4_000 }, () => 255), 0, 0x50, ...text('abcde')];
    expect(lz4Frame(frame(independent, bomb), plenty)).toHaveLength(1_020_025);
    expect(() => lz4Frame(frame(independent, bomb), 1_000_000)).toThrow('more than 1000000 bytes');
  });

  it('throws on anything else, and comes to an end', () => {
    const good = frame(independent, [0x1f, ...text('x'), 1, 0, 6, 0x50, ...text('abcde')]);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255))), fc.nat(good.length), (changes, length) => {
        const bytes = Buffer.from(good.subarray(0, length));
        for (const [index, byte] of changes) if (index < length) bytes[index] = byte;
        try {
          expect(lz4Frame(bytes, plenty).length).toBeLessThanOrEqual(plenty);
        } catch (error) {
          expect(String(error)).toMatch(/LZ4|RangeError|out of range/);
        }
      }),
    );
  });
});

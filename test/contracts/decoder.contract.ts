import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DecoderFactory, WireFormat } from '../../src/domain/telemetry/decoders/catalogue.js';
import { delimitedField } from '../../src/domain/telemetry/decoders/protobuf/protobuf-fields.js';
import { usualLimits } from '../../src/domain/telemetry/point-collector.js';
import { rejectionCodes } from '../../src/domain/telemetry/rejection.js';
import { bodyOf, sampleBodies, sampleReadings } from '../builders/decoder-samples.js';
import { anIntake } from '../builders/intake.js';

/** What every decoder MUST do with any body. The mapper and the collector behind it are the real ones. */
export function describeDecoderContract(format: WireFormat, make: DecoderFactory): void {
  const fresh = () => anIntake(make);
  const [body, single] = sampleBodies[format] as [Uint8Array, Uint8Array];

  describe(`${format} as a decoder`, () => {
    it('1. MUST read the points of a good body, in SI and with their times to the second', () => {
      const { points, problems, skipped } = fresh().take(body);
      const readings = points.map((point) =>
        /^(.+?)\|.* = (\S+) (?:\S+ )?@ (\d+)\d{3}(?:\.\d+)?$/.exec(point)?.slice(1),
      );
      expect(readings).toEqual(sampleReadings(format).map((value, i) => [`srv-${i + 1}`, String(value), '1767225600']));
      expect({ problems, skipped }).toEqual({ problems: [], skipped: {} });
    });

    it('2. MUST keep the good elements around a bad one, and say where the bad one stood', () => {
      const { points, problems } = fresh().take(bodyOf[format]([21, 'NaN', 24]));
      expect(points.map((point) => point.split('|')[0])).toEqual(['srv-1', 'srv-3']);
      expect(problems).toEqual(['2 not_finite']);
    });

    it('3. MUST keep bytes of a refused element that are refused for the same reason when decoded again', () => {
      const { rejections } = fresh().take(bodyOf[format]([21, 'NaN', 24]));
      const again = fresh().take(rejections[0]!.original);
      expect(again).toMatchObject({ points: [], rejections: [{ ...rejections[0]!, position: 1 }] });
    });

    it('4. MUST never throw, and MUST say code, place and bytes of what it refuses', () => {
      const intake = fresh();
      fc.assert(
        fc.property(anyBytes(body), (bytes) => {
          expectToAccount(intake.take(bytes).rejections);
        }),
        { numRuns: 2000 },
      );
    });

    it('5. MUST take from a body that was cut off nothing but what stood before the cut', () => {
      const intake = fresh();
      const whole = intake.take(body).points;
      for (let length = 0; length < body.length; length += 1) {
        const { points, rejections } = intake.take(body.subarray(0, length));
        expectToAccount(rejections);
        expect(whole.slice(0, Math.max(0, points.length - 1))).toEqual(points.slice(0, -1));
        expect(points.length).toBeLessThanOrEqual(whole.length);
      }
    });

    it('6. MUST keep no state of a body between calls', () => {
      const intake = fresh();
      const expected = fresh().take(body);
      fc.assert(
        fc.property(anyBytes(body), (bytes) => {
          intake.take(bytes);
          expect(intake.take(body)).toEqual(expected);
        }),
        { numRuns: 200 },
      );
    });

    it('7. MUST lead points to an asset as soon as an alias names it', () => {
      const intake = fresh();
      intake.take(body);
      intake.aliases.add('srv-2', 'rack-7-u3');
      expect(intake.take(body).points.map((point) => point.split('|')[0])).toEqual(['srv-1', 'rack-7-u3', 'srv-3']);
    });

    it.each(Object.entries(hostileBodies))('8. MUST cope with %s', (_, hostile) => {
      const { rejections, points } = fresh().take(hostile);
      expectToAccount(rejections);
      expect(points).toEqual([]);
    });

    it('9. MUST copy no more of a body of bad points than is kept', () => {
      const many = new Array<string>(3000).fill('NaN');
      const { rejections, unlisted } = fresh().take(bodyOf[format](many));
      expect(rejections).toHaveLength(usualLimits.maxListed);
      expect(unlisted).toEqual({ not_finite: many.length - usualLimits.maxListed });
    });

    it('10. MUST read from a window into a larger array as from an array of its own', () => {
      const larger = new Uint8Array(single.length + 20).fill(0x7b);
      larger.set(single, 13);
      expect(fresh().take(larger.subarray(13, 13 + single.length))).toEqual(fresh().take(single));
    });
  });
}

function expectToAccount(rejections: ReturnType<ReturnType<typeof anIntake>['take']>['rejections']): void {
  for (const { code, message, position, original } of rejections) {
    expect(rejectionCodes).toContain(code);
    expect(message).toMatch(/\S/);
    expect(position).toBeGreaterThanOrEqual(1);
    expect(original.length).toBeGreaterThan(0);
    expect(original.length).toBeLessThanOrEqual(usualLimits.maxOriginalBytes);
  }
}

/** Noise, and good bodies with some bytes changed, left out, or said twice. */
function anyBytes(good: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat(good.length - 1);
  const changed = fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 4 }).map((changes) => {
    const bytes = Uint8Array.from(good);
    for (const [index, byte] of changes) bytes[index] = byte;
    return bytes;
  });
  const spliced = fc
    .tuple(place, place)
    .map(([first, second]) => new Uint8Array([...good.subarray(0, first), ...good.subarray(second)]));
  return fc.oneof(fc.uint8Array({ maxLength: 300 }), changed, spliced);
}

const text = (value: string) => new TextEncoder().encode(value);

function nestedMessages(depth: number): Uint8Array {
  let message = delimitedField(1, text('x'));
  for (let i = 0; i < depth; i += 1) message = delimitedField(1 + (i % 2), message);
  return message;
}

/** What nobody sends by mistake. None holds a point. */
const hostileBodies = {
  'arrays within arrays': text('['.repeat(100_000)),
  'well-formed arrays within arrays': text(`${'['.repeat(20_000)}${']'.repeat(20_000)}`),
  'objects within objects': text(`${'{"points":'.repeat(20_000)}1${'}'.repeat(20_000)}`),
  'messages within messages': nestedMessages(3_000),
  'a length beyond all memory': new Uint8Array([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]),
  'a number that never ends': new Uint8Array(100).fill(0xff),
  'a mebibyte of one letter': new Uint8Array(1024 * 1024).fill('x'.charCodeAt(0)),
  'a mebibyte of quotes': new Uint8Array(1024 * 1024).fill('"'.charCodeAt(0)),
  'a mebibyte of zeros': new Uint8Array(1024 * 1024),
  'lone surrogates': text('"\\ud800"'),
};

import { describe, expect, it } from '@jest/globals';
import { CounterTracker } from '../../src/domain/telemetry/counter-tracker.js';
import type { SeriesMapping } from '../../src/domain/telemetry/decoders/decoder.js';
import { PointCollector, usualLimits } from '../../src/domain/telemetry/point-collector.js';

const refused: SeriesMapping = { kind: 'rejected', code: 'unknown_unit', message: 'No such unit.' };

/** The bytes of every refused point were put together, and those beyond the listed ones then thrown away. */
describe('a body of bad points', () => {
  it('has only as many put together as are listed', () => {
    const collector = new PointCollector(new CounterTracker(), { ...usualLimits, maxListed: 3 });
    let built = 0;
    const original = () => {
      built += 1;
      return new Uint8Array(1);
    };
    for (let i = 1; i <= 100; i += 1) collector.add(refused, 0, 1, i, original);
    const { rejections, unlisted } = collector.finish();
    expect({ built, listed: rejections.length, unlisted }).toEqual({
      built: 3,
      listed: 3,
      unlisted: new Map([['unknown_unit', 97]]),
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anIntake } from '../../../../../test/builders/intake.js';
import { encodeWriteRequest } from '../../../../../test/builders/protobuf-messages.js';
import { PrometheusRemoteWriteDecoder } from './prometheus-remote-write-decoder.js';

const at = Date.UTC(2026, 0, 1);
const fresh = () => anIntake((mapper) => new PrometheusRemoteWriteDecoder(mapper));
const take = (request: object) => fresh().take(encodeWriteRequest(request));
const labels = (pairs: Readonly<Record<string, string>>) =>
  Object.entries(pairs).map(([name, value]) => ({ name, value }));
const gpu = { __name__: 'DCGM_FI_DEV_GPU_TEMP', Hostname: 'gpu-7', gpu: '0', UUID: 'GPU-1', instance: 'x:9400' };
const series = (pairs: Readonly<Record<string, string>>, ...values: readonly number[]) => ({
  labels: labels(pairs),
  samples: values.map((value, i) => ({ value, timestamp: at + i * 10_000 })),
});
const gpuPoint = `gpu-7|hw.gpu.temperature|gpu-0 = 61 Cel @ ${at}`;

/** Bytes of a request whose only value is NaN, with these bits. */
function withNanBits(high: number, low: number): Uint8Array {
  const bytes = encodeWriteRequest({ timeseries: [series(gpu, 1234.5)] });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i + 8 <= bytes.length; i += 1) {
    if (view.getFloat64(i, true) !== 1234.5) continue;
    view.setUint32(i, low, true);
    view.setUint32(i + 4, high, true);
  }
  return bytes;
}

describe('what Prometheus sends', () => {
  it('is a series with its samples', () => {
    expect(take({ timeseries: [series(gpu, 61, 62)] })).toMatchObject({
      points: [gpuPoint, `gpu-7|hw.gpu.temperature|gpu-0 = 62 Cel @ ${at + 10_000}`],
      problems: [],
    });
  });

  it('may be a counter, told by its name', () => {
    const { points, skipped } = take({
      timeseries: [
        series({ __name__: 'node_network_receive_bytes_total', instance: 'a:9100', device: 'eth0' }, 0, 5000),
      ],
    });
    expect(points).toEqual([expect.stringMatching(/^a\|system\.network\.io\.rate\|.* = 500 By\/s/)]);
    expect(skipped).toEqual({ first_counter_sample: 1 });
  });

  it('may carry metadata, which is not telemetry', () => {
    const metadata = [{ type: 2, metricFamilyName: 'x', help: 'h', unit: 'u' }];
    expect(take({ timeseries: [series(gpu, 61)], metadata })).toMatchObject({
      points: [gpuPoint],
      problems: [],
      skipped: {},
    });
  });

  it('may be native histograms, which are counted', () => {
    expect(take({ timeseries: [{ labels: labels(gpu), histograms: [{ sum: 1 }, { sum: 2 }] }] })).toMatchObject({
      points: [],
      skipped: { unsupported_kind: 2 },
    });
  });

  it('may lie before 1970', () => {
    const before = { labels: labels(gpu), samples: [{ value: 61, timestamp: -1 }] };
    expect(take({ timeseries: [before] }).points).toEqual(['gpu-7|hw.gpu.temperature|gpu-0 = 61 Cel @ -1']);
  });

  it('is nothing at all when a sender has nothing', () => {
    expect(take({ timeseries: [] })).toMatchObject({ points: [], problems: [] });
  });
});

describe('NaN', () => {
  it('with the bits of a stale marker says that the series has ended', () => {
    expect(fresh().take(withNanBits(0x7ff00000, 2))).toMatchObject({
      points: [],
      problems: [],
      skipped: { stale_marker: 1 },
    });
  });

  it('of any other kind is refused', () => {
    expect(fresh().take(withNanBits(0x7ff80000, 1))).toMatchObject({ problems: ['1 not_finite'], skipped: {} });
  });
});

describe('a bad series', () => {
  const good = series(gpu, 61);

  it.each([
    ['without a name', series({ instance: 'a' }, 1), 'malformed'],
    ['without labels', series({}, 1), 'malformed'],
    ['without a host', series({ __name__: 'up' }, 1), 'missing_identity'],
    ['with a temperature that cannot be', series(gpu, 4000), 'out_of_range'],
  ])('%s is refused alone, and is refused again when it is decoded again', (_, bad, code) => {
    const { points, rejections } = take({ timeseries: [good, bad, good] });
    expect(points).toEqual([gpuPoint, gpuPoint]);
    expect(rejections).toMatchObject([{ code, position: 2 }]);
    const again = fresh().take(rejections[0]!.original);
    expect(again).toMatchObject({ points: [], rejections: [{ ...rejections[0], position: 1 }] });
  });

  it('with broken framing is refused whole, and the next is read', () => {
    const one = encodeWriteRequest({ timeseries: [good] });
    const broken = Uint8Array.from(one);
    broken[2] = 0x0f;
    const { points, problems } = fresh().take(new Uint8Array([...one, ...broken, ...one]));
    expect({ points, problems }).toEqual({ points: [gpuPoint, gpuPoint], problems: ['2 malformed'] });
  });

  it('with labels that are not UTF-8 is refused', () => {
    const bytes = encodeWriteRequest({ timeseries: [series({ ...gpu, gpu: '?' }, 61)] });
    bytes[bytes.indexOf('?'.charCodeAt(0))] = 0xff;
    expect(fresh().take(bytes).problems).toEqual(['1 malformed']);
  });
});

it('labels that stand apart from each other make the same series', () => {
  const field = (request: object) => encodeWriteRequest({ timeseries: [request] }).subarray(2);
  const parts = labels(gpu).map((label) => field({ labels: [label] }));
  const sample = field({ samples: [{ value: 61, timestamp: at }] });
  const content = [...parts[0]!, ...sample, ...parts.slice(1).flatMap((part) => [...part])];
  expect(fresh().take(new Uint8Array([0x0a, content.length, ...content])).points).toEqual([gpuPoint]);
});

it('an alias added while the service runs leads later samples to the asset', () => {
  const intake = fresh();
  const body = encodeWriteRequest({ timeseries: [series(gpu, 61)] });
  intake.take(body);
  intake.aliases.add('gpu-7', 'srv-7');
  expect(intake.take(body).points[0]).toMatch(/^srv-7\|/);
});

it('what another encoder writes is what is read', () => {
  const sample = fc.record({
    value: fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
    timestamp: fc.integer({ min: -1e14, max: 4e15 }),
  });
  const name = fc.stringMatching(/^x[a-z]{0,8}$/);
  fc.assert(
    fc.property(name, fc.array(sample, { maxLength: 5 }), (metric, samples) => {
      const { points, problems } = take({
        timeseries: [{ labels: labels({ __name__: metric, instance: 'a' }), samples }],
      });
      expect(problems).toEqual([]);
      expect(points).toEqual(
        samples.map(({ value, timestamp }) => `a|${metric}| = ${Number(value.toPrecision(12))} @ ${timestamp}`),
      );
    }),
  );
});

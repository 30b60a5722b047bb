import { type BenchRow, benchRow } from '../detection/bench-row.js';
import { measureDecode } from './measure-decode.js';
import { measureStore } from './measure-store.js';

/** What the whole service is to reach; no stage may be slower than that. */
const floorPointsPerSecond = 200_000;

/** Measures decoding and storing, each by itself. */
export async function runTelemetryBench(): Promise<readonly BenchRow[]> {
  const decode = measureDecode();
  const store = await measureStore();
  const row = (what: string, value: number, unit: string, target?: number) =>
    benchRow({ area: 'telemetry', what, value, unit, target, reference: '' });
  return [
    row('decode line protocol, one core', decode, 'points/s', floorPointsPerSecond),
    row('store, durable and rolled up', store.pointsPerSecond, 'points/s', floorPointsPerSecond),
    row('bytes on disk', store.bytesPerPoint, 'bytes/point'),
  ];
}

import { AliasTable } from '../../src/domain/assets/alias-table.js';
import { CounterTracker } from '../../src/domain/telemetry/counter-tracker.js';
import { LineProtocolDecoder } from '../../src/domain/telemetry/decoders/line-protocol/line-protocol-decoder.js';
import { DeviceDiscovery } from '../../src/domain/telemetry/device-discovery.js';
import { TelemetryMapper } from '../../src/domain/telemetry/mapping/telemetry-mapper.js';
import { PointCollector } from '../../src/domain/telemetry/point-collector.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import { LoadBody } from '../service/load-body.js';

const hosts = 250;
const seconds = 5;

/** Points a second from line protocol to a batch of mapped, converted and checked points, on one core. */
export function measureDecode(): number {
  const registry = new SeriesRegistry();
  const mapper = new TelemetryMapper(registry, new AliasTable(), new DeviceDiscovery(), { maxSeries: 1_000_000 });
  const decoder = new LineProtocolDecoder(mapper);
  const counters = new CounterTracker();
  const body = new LoadBody(
    Array.from({ length: hosts }, (_, host) => `bench-${String(host).padStart(6, '0')}`),
    1,
  );
  const decodeAt = (at: number): number => {
    const collector = new PointCollector(counters);
    decoder.decode(body.at(at), collector, { precision: 'ms', receivedAt: at });
    const { length } = collector.finish().batch;
    if (length !== body.points) throw new Error(`decoded ${length} of ${body.points} points`);
    return length;
  };
  const epoch = 1_760_000_000_000;
  for (let round = 0; round < 100; round += 1) decodeAt(epoch + round);
  const startedAt = performance.now();
  let points = 0;
  for (let round = 100; performance.now() - startedAt < seconds * 1000; round += 1) points += decodeAt(epoch + round);
  return (points * 1000) / (performance.now() - startedAt);
}

import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { RecordingMetrics } from '../../src/adapters/system/recording-metrics.js';
import { UuidV7 } from '../../src/adapters/system/uuid-v7.js';
import { DecodeTelemetry } from '../../src/application/decode-telemetry.js';
import { IngestTelemetry } from '../../src/application/ingest-telemetry.js';
import { KeepDeadLetters } from '../../src/application/keep-dead-letters.js';
import { RedriveDeadLetters } from '../../src/application/redrive-dead-letters.js';
import { SaveNewcomers } from '../../src/application/save-newcomers.js';
import { AliasTable } from '../../src/domain/assets/alias-table.js';
import { DeviceLimitBook } from '../../src/domain/detection/device-limits/device-limit-book.js';
import { ArrivalOrder } from '../../src/domain/telemetry/arrival-order.js';
import { CounterTracker } from '../../src/domain/telemetry/counter-tracker.js';
import { LineProtocolDecoder } from '../../src/domain/telemetry/decoders/line-protocol/line-protocol-decoder.js';
import { DeviceDiscovery } from '../../src/domain/telemetry/device-discovery.js';
import { TelemetryMapper } from '../../src/domain/telemetry/mapping/telemetry-mapper.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import { MemoryBus, MemoryDeadLetters, MemoryDevices, MemorySeriesCatalogue } from './stand-ins.js';

export const noon = Date.UTC(2026, 0, 1, 12);
const context = { format: 'line-protocol', precision: 'ms' };

/** The whole intake of line protocol, on records and a bus in memory, in fake time. `maxSeries` is the mapper's limit. */
export function anIntake({ maxSeries = 1000 } = {}) {
  const clock = new FakeClock(noon);
  const registry = new SeriesRegistry();
  const discovery = new DeviceDiscovery();
  const limits = { maxSeries };
  const aliases = new AliasTable();
  const deviceLimits = new DeviceLimitBook();
  const mapper = new TelemetryMapper(registry, aliases, discovery, limits, deviceLimits);
  const catalogue = new MemorySeriesCatalogue();
  const devices = new MemoryDevices();
  const letters = new MemoryDeadLetters();
  const bus = new MemoryBus();
  const metrics = new RecordingMetrics();
  const ingest = new IngestTelemetry(
    new SaveNewcomers(registry, catalogue, discovery, devices, clock),
    new ArrivalOrder({ latenessMs: 60_000 }),
    bus,
    new KeepDeadLetters(letters, new UuidV7(clock), clock),
    metrics,
  );
  const decoders = { 'line-protocol': new LineProtocolDecoder(mapper) };
  const decode = new DecodeTelemetry(decoders, new CounterTracker(), clock, { futureToleranceMs: 600_000 });
  const redrive = new RedriveDeadLetters(letters, decode, ingest);
  /** Sends a body as an InfluxDB client would. */
  const send = (...lines: string[]) => {
    const body = new TextEncoder().encode(lines.join('\n'));
    return ingest.accept(decode.decode(body, context), { source: 'influx', context });
  };
  /** Published points as `asset|metric|component = value`. */
  const published = () =>
    bus.published.flatMap((batch) =>
      Array.from(batch.seriesIds, (id, i) => {
        const series = registry.byId(id)!;
        return `${series.assetId}|${series.metric}|${series.component} = ${batch.values[i]!}`;
      }),
    );
  return {
    clock,
    registry,
    aliases,
    catalogue,
    devices,
    letters,
    bus,
    metrics,
    ingest,
    decode,
    redrive,
    limits,
    deviceLimits,
    send,
    published,
  };
}

import { AliasTable } from '../../src/domain/assets/alias-table.js';
import { CounterTracker } from '../../src/domain/telemetry/counter-tracker.js';
import type { DecoderFactory } from '../../src/domain/telemetry/decoders/catalogue.js';
import type { DecodeSettings } from '../../src/domain/telemetry/decoders/decoder.js';
import { DeviceDiscovery } from '../../src/domain/telemetry/device-discovery.js';
import { TelemetryMapper } from '../../src/domain/telemetry/mapping/telemetry-mapper.js';
import { PointCollector } from '../../src/domain/telemetry/point-collector.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';

/** When the bodies of an intake arrive. */
export const receivedAt = Date.UTC(2026, 0, 1);

/** A decoder with the real mapper and collector behind it; keeps its caches from body to body. */
export function anIntake(make: DecoderFactory) {
  const registry = new SeriesRegistry();
  const aliases = new AliasTable();
  const decoder = make(new TelemetryMapper(registry, aliases, new DeviceDiscovery(), { maxSeries: 100_000 }));
  const counters = new CounterTracker();
  /** Points as `asset|metric|component = value unit @ epoch ms`, refusals as `position code`. */
  const take = (body: string | Uint8Array, settings: Partial<DecodeSettings> = {}) => {
    const sink = new PointCollector(counters);
    decoder.decode(typeof body === 'string' ? new TextEncoder().encode(body) : body, sink, { receivedAt, ...settings });
    const { batch, rejections, unlisted, skipped } = sink.finish();
    const points = Array.from({ length: batch.length }, (_, i) => {
      const { assetId, metric, component, unit } = registry.byId(batch.seriesIds[i]!)!;
      const value = Number(batch.values[i]!.toPrecision(12));
      return `${assetId}|${metric}|${component} = ${value} ${unit} @ ${batch.at[i]!}`.replace('  ', ' ');
    });
    const problems = rejections.map(({ position, code }) => `${position} ${code}`);
    return {
      points,
      problems,
      rejections,
      unlisted: Object.fromEntries(unlisted),
      skipped: Object.fromEntries(skipped),
    };
  };
  return { take, registry, aliases };
}

import type { KafkaTelemetryTopics } from '../../src/adapters/telemetry-sources/kafka/kafka-telemetry-topics.js';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { RecordingMetrics } from '../../src/adapters/system/recording-metrics.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { UuidV7 } from '../../src/adapters/system/uuid-v7.js';
import { DecodeTelemetry } from '../../src/application/decode-telemetry.js';
import { IngestTelemetry } from '../../src/application/ingest-telemetry.js';
import { KeepDeadLetters } from '../../src/application/keep-dead-letters.js';
import { ReceiveTopics } from '../../src/application/receive-topics.js';
import { RedriveDeadLetters } from '../../src/application/redrive-dead-letters.js';
import { SaveNewcomers } from '../../src/application/save-newcomers.js';
import { AliasTable } from '../../src/domain/assets/alias-table.js';
import { ArrivalOrder } from '../../src/domain/telemetry/arrival-order.js';
import { CounterTracker } from '../../src/domain/telemetry/counter-tracker.js';
import { decoders } from '../../src/domain/telemetry/decoders/catalogue.js';
import { DeviceDiscovery } from '../../src/domain/telemetry/device-discovery.js';
import { TelemetryMapper } from '../../src/domain/telemetry/mapping/telemetry-mapper.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import { withinMs } from '../e2e/patience.js';
import { MemoryBus, MemoryDeadLetters, MemoryDevices, MemorySeriesCatalogue } from '../intake/stand-ins.js';

/** The whole intake behind real topics, in real time; bus and records are stand-ins in memory. */
export class IntakeRig {
  readonly metrics = new RecordingMetrics();
  readonly log = new RecordingLog();
  readonly bus = new MemoryBus();
  readonly letters = new MemoryDeadLetters();
  readonly limits = { maxSeries: 1_000 };
  readonly loop: ReceiveTopics;
  readonly redrive: RedriveDeadLetters;
  readonly #registry = new SeriesRegistry();

  constructor(topics: KafkaTelemetryTopics, formats: Readonly<Record<string, string>>) {
    const clock = new SystemClock();
    const discovery = new DeviceDiscovery();
    const mapper = new TelemetryMapper(this.#registry, new AliasTable(), discovery, this.limits);
    const every = Object.fromEntries(Object.entries(decoders).map(([format, make]) => [format, make(mapper)]));
    const decode = new DecodeTelemetry(every, new CounterTracker(), clock, { futureToleranceMs: 600_000 });
    const ingest = new IngestTelemetry(
      new SaveNewcomers(this.#registry, new MemorySeriesCatalogue(), discovery, new MemoryDevices(), clock),
      new ArrivalOrder({ latenessMs: 60_000 }),
      this.bus,
      new KeepDeadLetters(this.letters, new UuidV7(clock), clock),
      this.metrics,
    );
    this.redrive = new RedriveDeadLetters(this.letters, decode, ingest);
    this.loop = new ReceiveTopics(topics, decode, ingest, formats, { clock, log: this.log, metrics: this.metrics });
  }

  /** Published points as `asset|metric = value @ time`, sorted. */
  get points(): string[] {
    return this.bus.published
      .flatMap((batch) =>
        Array.from(batch.seriesIds, (id, i) => {
          const { assetId, metric } = this.#registry.byId(id)!;
          return `${assetId}|${metric} = ${batch.values[i]!} @ ${batch.at[i]!}`;
        }),
      )
      .sort();
  }
}

/** Waits for a state that servers and the network bring about in their own time. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const untilMs = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > untilMs) throw new Error(`not so after ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

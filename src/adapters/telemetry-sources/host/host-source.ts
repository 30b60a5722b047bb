import { DomainError, messageOf } from '../../../domain/errors.js';
import { metricCatalogue, type MetricDefinition } from '../../../domain/telemetry/metric-catalogue.js';
import type { SeriesRegistry } from '../../../domain/telemetry/series-registry.js';
import { BatchBuilder, type TelemetryBatch } from '../../../domain/telemetry/telemetry-batch.js';
import type { Clock } from '../../../ports/clock.js';
import type { Log } from '../../../ports/log.js';
import { type TelemetrySink, TelemetrySource } from '../../../ports/telemetry-source.js';
import type { HostProbe, HostReading } from './host-reading.js';
import { ReadingRates } from './reading-rates.js';
import { SensorFaults } from './sensor-faults.js';

export interface HostSourceSettings {
  /** The asset under which this machine appears; its host name. */
  readonly assetId: string;
  readonly intervalMs: number;
  /** Which sensors to read: `hostProbes()` on a real machine. */
  readonly probes: readonly HostProbe[];
}

/**
 * This machine's own metrics as a live source. Rates appear from the second sample on. A sensor that fails or reads an
 * impossible value is left out of the sample and logged once. A sample that the sink cannot take for now is dropped
 * and logged: the next one is only an interval away.
 */
export class HostSource extends TelemetrySource {
  readonly name = 'host';
  readonly #rates = new ReadingRates();
  readonly #faults: SensorFaults;

  constructor(
    private readonly registry: SeriesRegistry,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly settings: HostSourceSettings,
  ) {
    super();
    this.#faults = new SensorFaults(log);
  }

  async run(sink: TelemetrySink, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const startedMs = this.clock.monotonic();
      const batch = await this.sample();
      if (batch.length > 0) await this.#handOver(batch, sink);
      await this.clock.sleep(this.settings.intervalMs - (this.clock.monotonic() - startedMs), signal);
    }
  }

  /** One sample of every readable sensor, all with the same time. */
  async sample(): Promise<TelemetryBatch> {
    const at = this.clock.now();
    const monotonicMs = this.clock.monotonic();
    const batch = new BatchBuilder(64);
    for (const reading of await this.#readAll()) {
      const value = this.#rates.valueOf(reading, monotonicMs);
      if (value !== undefined && this.#isPlausible(reading, value)) batch.push(this.#seriesId(reading), at, value);
    }
    return batch.build();
  }

  async #readAll(): Promise<readonly HostReading[]> {
    const fault = (sensor: string, error: unknown) => this.#faults.report(sensor, error);
    const groups = await Promise.all(
      this.settings.probes.map((probe) =>
        probe.read(fault).catch((error: unknown) => {
          fault(probe.name, error);
          return [];
        }),
      ),
    );
    return groups.flat();
  }

  #isPlausible(reading: HostReading, value: number): boolean {
    const { min = -Infinity, max = Infinity }: MetricDefinition = metricCatalogue[reading.metric];
    if (Number.isFinite(value) && value >= min && value <= max) return true;
    this.#faults.report(`${reading.metric} ${reading.component}`, `impossible value ${value}`);
    return false;
  }

  #seriesId({ metric, component }: HostReading): number {
    const identity = { assetId: this.settings.assetId, metric, component };
    const { unit } = metricCatalogue[metric];
    return this.registry.intern(identity, { unit, source: this.name, simulated: false }).id;
  }

  async #handOver(batch: TelemetryBatch, sink: TelemetrySink): Promise<void> {
    try {
      await sink(batch);
    } catch (error) {
      if (!(error instanceof DomainError && error.retriable)) throw error;
      this.log.warn('host sample dropped', { points: batch.length, code: error.code, cause: messageOf(error) });
    }
  }
}

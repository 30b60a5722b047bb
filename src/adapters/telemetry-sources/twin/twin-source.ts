import { DomainError, messageOf } from '../../../domain/errors.js';
import { metricCatalogue } from '../../../domain/telemetry/metric-catalogue.js';
import type { SeriesRegistry } from '../../../domain/telemetry/series-registry.js';
import { BatchBuilder } from '../../../domain/telemetry/telemetry-batch.js';
import type { AccessPoint } from '../../../domain/twin/access/access-event.js';
import type { TwinSession } from '../../../domain/twin/twin-session.js';
import type { Clock } from '../../../ports/clock.js';
import type { Log } from '../../../ports/log.js';
import type { StateSnapshots } from '../../../ports/state-snapshots.js';
import { type TelemetrySink, TelemetrySource } from '../../../ports/telemetry-source.js';
import { TwinPace } from './twin-pace.js';
import { loadTwin, saveTwin } from './twin-snapshot.js';

/** Points handed over at once while catching up: large enough for the store, small enough to stay responsive. */
const chunkPoints = 15_000;
/** Gaps up to this are filled at the live step, with the very points that a killed process may have handed over before. */
const shortGapMs = 10 * 60_000;
const saveEveryMs = 60_000;
/** Longest sleep, so that a change of speed acts soon. */
const napMs = 250;
const retryMs = 1_000;

/**
 * The digital twin as a live source. At its first start it makes a history, then goes on in simulated time. Its state
 * survives restarts: faults stay, gaps up to `backfillHours` are filled, longer ones are skipped to that length.
 */
export class TwinSource extends TelemetrySource {
  override readonly name = 'twin';
  #seriesIds = new Int32Array(0);
  #values = new Float64Array(0);
  #savedAt = 0;

  constructor(
    private readonly session: TwinSession,
    private readonly registry: SeriesRegistry,
    private readonly snapshots: StateSnapshots,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
  }

  override async run(sink: TelemetrySink, signal: AbortSignal): Promise<void> {
    this.#intern();
    await this.#resume();
    this.session.running = true;
    try {
      await this.#catchUp(this.clock.now(), sink, signal);
      await this.#live(sink, signal);
    } finally {
      this.session.running = false;
    }
    await saveTwin(this.snapshots, this.session.twin.save());
  }

  #intern(): void {
    const { sensors } = this.session.twin;
    this.#seriesIds = Int32Array.from(sensors, ({ assetId, metric, component }) => {
      const { unit } = metricCatalogue[metric];
      return this.registry.intern({ assetId, metric, component }, { unit, source: this.name, simulated: true }).id;
    });
    this.#values = new Float64Array(sensors.length);
  }

  #idOf(identity: Omit<AccessPoint, 'at' | 'value'>): number {
    const { unit } = metricCatalogue[identity.metric];
    return this.registry.intern(identity, { unit, source: this.name, simulated: true }).id;
  }

  async #resume(): Promise<void> {
    const state = await loadTwin(this.snapshots);
    this.#savedAt = this.clock.monotonic();
    if (state) this.session.twin.restore(state);
  }

  /** Leaves out the part of a gap that is older than the history may be. */
  #skipBefore(earliest: number): void {
    const { twin, settings } = this.session;
    const stepMs = settings.backfillStepSeconds * 1000;
    if (twin.now >= earliest - stepMs) return;
    const from = twin.now;
    twin.leapTo(Math.ceil(earliest / stepMs) * stepMs);
    this.log.warn('twin skipped a gap longer than its history', { from, to: twin.now });
  }

  /** Simulates up to a moment as fast as it can: coarse steps over a long gap, live steps for the rest. */
  async #catchUp(toMs: number, sink: TelemetrySink, signal: AbortSignal): Promise<void> {
    const { twin, settings } = this.session;
    this.#skipBefore(toMs - settings.backfillHours * 3_600_000);
    const fromMs = twin.now;
    const long = toMs - fromMs > shortGapMs;
    const nextStep = () =>
      long && toMs - twin.now >= settings.backfillStepSeconds * 1000
        ? settings.backfillStepSeconds
        : settings.stepSeconds;
    while (!signal.aborted && twin.now + nextStep() * 1000 <= toMs) {
      this.session.backfill = { done: false, fraction: (twin.now - fromMs) / (toMs - fromMs), fromMs, toMs };
      const batch = new BatchBuilder(chunkPoints + this.#values.length);
      while (batch.length < chunkPoints && twin.now + nextStep() * 1000 <= toMs) this.#step(nextStep(), batch);
      await this.#handOver(batch, sink, signal);
      await this.clock.sleep(0, signal);
    }
    if (signal.aborted) return;
    if (long) this.log.info('twin caught up', { fromMs, toMs });
    this.session.backfill = { done: true, fraction: 1, fromMs, toMs };
  }

  async #live(sink: TelemetrySink, signal: AbortSignal): Promise<void> {
    const { session } = this;
    const { twin } = session;
    const stepMs = session.settings.stepSeconds * 1000;
    const pace = new TwinPace(this.clock, session.speed, twin.now);
    while (!signal.aborted) {
      pace.adopt(session.speed, twin.now);
      const behindMs = pace.targetMs() - twin.now;
      if (behindMs < stepMs) {
        await this.clock.sleep(Math.min(napMs, Math.ceil(pace.waitMs(twin.now + stepMs))), signal);
      } else if (session.speed === 1 && behindMs > shortGapMs) {
        // The machine was asleep.
        await this.#catchUp(pace.targetMs(), sink, signal);
      } else {
        const batch = new BatchBuilder(this.#values.length);
        const until = pace.targetMs();
        while (batch.length < chunkPoints && twin.now + stepMs <= until)
          this.#step(session.settings.stepSeconds, batch);
        await this.#handOver(batch, sink, signal);
        // Faster than this machine can simulate and store: as fast as it can, without a growing debt.
        if (session.speed > 1 && twin.now + stepMs <= until) pace.anchor(twin.now);
        await this.clock.sleep(0, signal);
      }
    }
  }

  #step(seconds: number, batch: BatchBuilder): void {
    const { twin } = this.session;
    twin.step(seconds);
    twin.read(this.#values);
    for (let i = 0; i < this.#values.length; i += 1) {
      const value = this.#values[i] ?? Number.NaN;
      if (!Number.isNaN(value)) batch.push(this.#seriesIds[i] ?? 0, twin.now, value);
    }
    if (!this.session.settings.tellsAccess) return;
    for (const { at, value, ...identity } of twin.accesses()) batch.push(this.#idOf(identity), at, value);
  }

  /** Hands over until it is taken; points that have been simulated are not simulated again. */
  async #handOver(batch: BatchBuilder, sink: TelemetrySink, signal: AbortSignal): Promise<void> {
    const points = batch.build();
    for (;;) {
      try {
        await sink(points);
        break;
      } catch (error) {
        if (!(error instanceof DomainError && error.retriable) || signal.aborted) throw error;
        this.log.warn('twin waits to hand over', { points: points.length, reason: messageOf(error) });
        await this.clock.sleep(retryMs, signal);
      }
    }
    if (this.clock.monotonic() - this.#savedAt < saveEveryMs) return;
    this.#savedAt = this.clock.monotonic();
    await saveTwin(this.snapshots, this.session.twin.save());
  }
}

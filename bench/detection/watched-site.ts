import { AlertBook } from '../../src/domain/alerting/alert-book.js';
import type { Alert } from '../../src/domain/alerting/alert.js';
import { DerivedSilence } from '../../src/domain/alerting/derived-silence.js';
import { SeriesWatch } from '../../src/domain/alerting/series-watch.js';
import { SilenceBook } from '../../src/domain/alerting/silence-book.js';
import { SimulatedTime } from '../../src/domain/alerting/simulated-time.js';
import type { Site } from '../../src/domain/assets/site.js';
import { liveDetector } from '../../src/domain/detection/catalogue.js';
import { DetectorBank } from '../../src/domain/detection/detector-bank.js';
import { DerivationBank } from '../../src/domain/detection/derived/derivation-bank.js';
import { residualsOf } from '../../src/domain/detection/residuals/catalogue.js';
import { SettingsInForce } from '../../src/domain/detection/settings/settings-in-force.js';
import { metricCatalogue } from '../../src/domain/telemetry/metric-catalogue.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import { ReportingIntervals } from '../../src/domain/telemetry/silence.js';
import { derivedSource } from '../../src/domain/telemetry/series.js';
import { BatchBuilder, type TelemetryBatch } from '../../src/domain/telemetry/telemetry-batch.js';
import { Twin } from '../../src/domain/twin/twin.js';

/** The twin of a site with its derived series under the live detector and alert rules, in simulated time and without a disk. */
export class WatchedSite {
  readonly twin: Twin;
  readonly #registry = new SeriesRegistry();
  readonly #intervals = new ReportingIntervals();
  readonly #watch: SeriesWatch;
  readonly #derivedSilence: DerivedSilence;
  readonly #derived: DerivationBank;
  readonly #silences = new SilenceBook(this.#registry);
  readonly #seriesIds: Int32Array;
  readonly #values: Float64Array;
  readonly #lastAt: Float64Array;
  #listeningSinceMs = NaN;
  /** Alerts that fired, by id: a later word of one that still fires only tells how it goes on. */
  readonly #fired = new Set<string>();

  constructor(
    private readonly site: Site,
    private readonly origin: { seed: number; startMs: number },
  ) {
    this.twin = new Twin(site, origin);
    this.#derived = new DerivationBank(this.#registry, residualsOf(site.model));
    const simulatedTime = new SimulatedTime(this.#registry);
    const book = new AlertBook(this.#registry);
    const bank = new DetectorBank(this.#registry, liveDetector, new SettingsInForce(() => site.model));
    this.#watch = new SeriesWatch(bank, book, this.#intervals, simulatedTime);
    this.#derivedSilence = new DerivedSilence(book);
    this.#seriesIds = Int32Array.from(this.twin.sensors, ({ assetId, metric, component }) => {
      const { unit } = metricCatalogue[metric];
      return this.#registry.intern({ assetId, metric, component }, { unit, source: 'twin', simulated: true }).id;
    });
    this.#values = new Float64Array(this.twin.sensors.length);
    this.#lastAt = new Float64Array(this.twin.sensors.length + 1);
  }

  get series(): number {
    return this.#values.length;
  }

  /** The history of a first start: no alert of a silent device is raised about it. Answers the alerts that fired. */
  backfill(hours: number): Alert[] {
    return this.#run(hours * 60, 60);
  }

  /** Life in steps of ten seconds, or others. Answers the alerts that fired or resolved, in order. */
  live(seconds: number, stepSeconds = 10): Alert[] {
    return this.#run(seconds / stepSeconds, stepSeconds, () => this.#listen());
  }

  /** Another site that goes on from here, independent of this one; it listens for silences from its own first step on. */
  fork(): WatchedSite {
    const copy = new WatchedSite(this.site, this.origin);
    copy.twin.restore(this.twin.save());
    for (const { assetId, metric, component, ...origin } of this.#registry.all()) {
      copy.#registry.intern({ assetId, metric, component }, origin);
    }
    copy.#watch.restore(this.#watch.snapshot());
    copy.#derived.restore(this.#derived.snapshot());
    copy.#lastAt.set(this.#lastAt);
    for (const id of this.#fired) copy.#fired.add(id);
    return copy;
  }

  #run(steps: number, seconds: number, listen: () => readonly Alert[] = () => []): Alert[] {
    const changes: Alert[] = [];
    for (let step = 0; step < steps; step += 1) {
      this.twin.step(seconds);
      changes.push(...[...this.#judge(), ...listen()].filter((alert) => this.#isNews(alert)));
    }
    return changes;
  }

  #isNews({ id, state }: Alert): boolean {
    if (state !== 'firing') return true;
    const isNew = !this.#fired.has(id);
    this.#fired.add(id);
    return isNew;
  }

  #judge(): readonly Alert[] {
    this.twin.read(this.#values);
    const batch = new BatchBuilder(this.#values.length);
    this.#values.forEach((value, i) => {
      const seriesId = this.#seriesIds[i] ?? 0;
      if (Number.isNaN(value)) return;
      batch.push(seriesId, this.twin.now, value);
      this.#lastAt[seriesId] = this.twin.now;
    });
    const measured = batch.build();
    return [...this.#watch.judge(measured).alerts, ...this.#watch.judge(this.#deriveFrom(measured)).alerts];
  }

  #deriveFrom(batch: TelemetryBatch): TelemetryBatch {
    const derived = new BatchBuilder();
    for (const { assetId, metric, unit, simulated, at, value } of this.#derived.take(batch)) {
      const origin = { unit, source: derivedSource, simulated };
      derived.push(this.#registry.intern({ assetId, metric, component: '' }, origin).id, at, value);
    }
    return derived.build();
  }

  #listen(): readonly Alert[] {
    const nowMs = this.twin.now;
    if (Number.isNaN(this.#listeningSinceMs)) this.#listeningSinceMs = nowMs;
    const report = {
      simulated: true,
      nowMs,
      listeningSinceMs: this.#listeningSinceMs,
      silent: this.#intervals.silent(nowMs),
      isExpected: (seriesId: number) => this.#intervals.isExpected(seriesId),
      lastAtOf: (seriesId: number) => this.#lastAt[seriesId],
    };
    const changes = this.#silences.review(report);
    this.#silences.settle(changes);
    const lapsed = this.#derivedSilence.review(report);
    this.#derivedSilence.settle(lapsed);
    return [...changes, ...lapsed];
  }
}

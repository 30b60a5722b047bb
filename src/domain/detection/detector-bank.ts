import { DomainError } from '../errors.js';
import { LocalOffsets } from '../local-offsets.js';
import { isEventMetric } from '../telemetry/events/event-metrics.js';
import { metricDefinition } from '../telemetry/metric-catalogue.js';
import type { SeriesDescriptor } from '../telemetry/series.js';
import type { SeriesRegistry } from '../telemetry/series-registry.js';
import type { TelemetryBatch } from '../telemetry/telemetry-batch.js';
import { type DetectorName, detectorOf, detectors } from './catalogue.js';
import { type Detector, emptyVerdict } from './detector.js';
import type { Lesson } from './feedback/lesson.js';
import type { LearningExclusions } from './hygiene/learning-exclusions.js';
import { metricNature, usualDirectionOf } from './metric-nature.js';
import type { ScoreBatch } from './score-batch.js';
import { applySettings, treatmentOf } from './settings/apply-settings.js';
import type { SettingsInForce } from './settings/settings-in-force.js';
import type { SettingsResolver } from './settings/settings-resolver.js';
import { StateReader, StateWriter } from './state-bytes.js';
import { roundVerdict } from './verdict-steps.js';
import { WatchedSeries } from './watched-series.js';

/** "PLDB" and the version of the byte format; raise the version whenever a detector's state changes. */
const MAGIC = 0x42444c50;
const FORMAT_VERSION = 5;

/**
 * One detector per series. Points are scored, then learned, in the order of the batch; a point that is not newer than
 * the last one of its series (a duplicate, a late one, a redelivery) is skipped, so scoring a batch twice is harmless.
 * Settings are asked for what they are at the beginning of each batch, and are no part of the state; neither are exclusions.
 */
export class DetectorBank {
  readonly #registry: SeriesRegistry;
  readonly #name: DetectorName;
  #watched: (WatchedSeries | undefined)[] = [];
  readonly #verdict = emptyVerdict();
  /** Of the site; undefined where that is UTC. */
  readonly #offsets: LocalOffsets | undefined;
  readonly #inForce: SettingsInForce | undefined;
  #resolver: SettingsResolver | undefined;

  /**
   * Without settings every series is judged as its detector says, and its day is that of UTC; without exclusions only its own
   * trouble is not learned.
   */
  constructor(
    registry: SeriesRegistry,
    detectorName: DetectorName = 'seasonal-band',
    settings?: SettingsInForce,
    private readonly exclusions?: LearningExclusions,
  ) {
    this.#registry = registry;
    this.#name = detectorName;
    this.#inForce = settings;
    const timeZone = settings?.timeZone ?? 'UTC';
    this.#offsets = timeZone === 'UTC' ? undefined : new LocalOffsets(timeZone);
    this.#resolver = settings?.resolver;
  }

  /** Scores and learns a batch. Skipped points are left out of the answer, whose columns may be shorter for it. */
  score(batch: TelemetryBatch): ScoreBatch {
    this.#takeSettings();
    const exclusions = this.exclusions?.isIdle === true ? undefined : this.exclusions;
    const { length, seriesIds, at, values } = batch;
    const out = scoreColumns(length);
    const verdict = this.#verdict;
    let scored = 0;
    for (let i = 0; i < length; i++) {
      const seriesId = seriesIds[i] ?? 0;
      const time = at[i] ?? NaN;
      const value = values[i] ?? NaN;
      const watched = this.#watched[seriesId] ?? this.#watch(seriesId);
      if (!(time > watched.lastAt)) continue;
      watched.scoreOne(time, value, verdict);
      const isSound = watched.treatment === undefined || applySettings(verdict, value, watched.treatment);
      roundVerdict(verdict);
      if (isSound) watched.learnOne(time, value, verdict.score, exclusions);
      watched.lastAt = time;
      out.seriesIds[scored] = seriesId;
      out.at[scored] = time;
      out.score[scored] = verdict.score;
      out.expected[scored] = verdict.expected;
      out.lower[scored] = verdict.lower;
      out.upper[scored] = verdict.upper;
      scored += 1;
    }
    return scored === length ? out : firstRows(out, scored);
  }

  /** Takes an operator's word on an excursion of a series, also before its points: a replay may begin with it. */
  teach(seriesId: number, lesson: Lesson): void {
    (this.#watched[seriesId] ?? this.#watch(seriesId)).teach(lesson);
  }

  /**
   * Gives the picked series what they had learned when the snapshot was taken, and answers how many those are. They are not
   * judged again up to where they are now. A series that is not in the snapshot stays as it is, unless it was taught: what
   * it has learned since was learned by that, so it begins anew. Throws `incompatible_data`, and changes nothing, where
   * `restore` would.
   */
  rollBack(snapshot: Uint8Array, picks: (series: SeriesDescriptor) => boolean): number {
    const version = this.#read(snapshot);
    this.#watched.forEach((now, seriesId) => {
      if (now?.isTaught === true) version[seriesId] ??= this.#newlyWatched(seriesId);
    });
    let rolledBack = 0;
    version.forEach((then, seriesId) => {
      const series = this.#registry.byId(seriesId);
      if (!then || !series || !picks(series)) return;
      then.lastAt = Math.max(then.lastAt, this.#watched[seriesId]?.lastAt ?? -Infinity);
      this.#watched[seriesId] = then;
      rolledBack += 1;
    });
    return rolledBack;
  }

  /** The state of all detectors, exact: a bank that restores it scores the same from here on. */
  snapshot(): Uint8Array {
    const writer = new StateWriter();
    writer.uint32(MAGIC);
    writer.uint32(FORMAT_VERSION);
    writer.uint32(Object.keys(detectors).indexOf(this.#name));
    this.#watched.forEach((watched, seriesId) => {
      if (!watched) return;
      writer.uint32(seriesId);
      watched.save(writer);
    });
    return writer.bytes();
  }

  /** Replaces all state. Bytes of another format or another detector are `incompatible_data`, and change nothing. */
  restore(bytes: Uint8Array): void {
    this.#watched = this.#read(bytes);
  }

  #read(bytes: Uint8Array): (WatchedSeries | undefined)[] {
    const reader = new StateReader(bytes);
    if (
      reader.uint32() !== MAGIC ||
      reader.uint32() !== FORMAT_VERSION ||
      reader.uint32() !== Object.keys(detectors).indexOf(this.#name)
    ) {
      throw new DomainError('incompatible_data', 'The saved detector state has another format or another detector.');
    }
    const watched: (WatchedSeries | undefined)[] = [];
    while (!reader.atEnd) {
      const seriesId = reader.uint32();
      const one = this.#newlyWatched(seriesId);
      one.load(reader);
      watched[seriesId] = one;
    }
    return watched;
  }

  #watch(seriesId: number): WatchedSeries {
    return (this.#watched[seriesId] = this.#newlyWatched(seriesId));
  }

  #newlyWatched(seriesId: number): WatchedSeries {
    const series = this.#registry.byId(seriesId);
    const watched = new WatchedSeries(this.#detectorFor(series), series);
    if (series) this.#settle(watched, series);
    // What is judged of events is how many there are: their count is a series of its own.
    if (series && isEventMetric(series.metric)) watched.lastAt = Infinity;
    return watched;
  }

  #detectorFor(series: SeriesDescriptor | undefined): Detector {
    const offsets = this.#offsets;
    if (!series) return detectors[this.#name]({ resolution: 0, offsets });
    const { metric } = series;
    const name = detectorOf(metric, this.#name);
    return detectors[name]({ resolution: resolutionOf(metric), nature: metricNature(metric), offsets });
  }

  /** Asks for the settings of all series anew when they have changed since the last batch. */
  #takeSettings(): void {
    const resolver = this.#inForce?.resolver;
    if (resolver === this.#resolver) return;
    this.#resolver = resolver;
    this.#watched.forEach((watched, seriesId) => {
      const series = this.#registry.byId(seriesId);
      if (watched && series) this.#settle(watched, series);
    });
  }

  #settle(watched: WatchedSeries, series: SeriesDescriptor): void {
    const { metric } = series;
    const settings = this.#resolver?.settingsOf(series);
    watched.treatment = settings && treatmentOf(settings, resolutionOf(metric));
    watched.detector.direction = settings?.direction ?? usualDirectionOf(metric);
  }
}

function resolutionOf(metric: string): number {
  return metricDefinition(metric)?.resolution ?? 0;
}

function scoreColumns(length: number): ScoreBatch {
  return {
    length,
    seriesIds: new Int32Array(length),
    at: new Float64Array(length),
    score: new Float32Array(length),
    expected: new Float32Array(length),
    lower: new Float32Array(length),
    upper: new Float32Array(length),
  };
}

function firstRows(batch: ScoreBatch, length: number): ScoreBatch {
  return {
    length,
    seriesIds: batch.seriesIds.subarray(0, length),
    at: batch.at.subarray(0, length),
    score: batch.score.subarray(0, length),
    expected: batch.expected.subarray(0, length),
    lower: batch.lower.subarray(0, length),
    upper: batch.upper.subarray(0, length),
  };
}

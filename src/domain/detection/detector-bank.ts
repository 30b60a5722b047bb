import { DomainError } from '../errors.js';
import { metricDefinition } from '../telemetry/metric-catalogue.js';
import type { SeriesRegistry } from '../telemetry/series-registry.js';
import type { TelemetryBatch } from '../telemetry/telemetry-batch.js';
import { type DetectorName, detectors } from './catalogue.js';
import { type Detector, emptyVerdict } from './detector.js';
import { metricNature } from './metric-nature.js';
import type { ScoreBatch } from './score-batch.js';
import { StateReader, StateWriter } from './state-bytes.js';
import { roundVerdict } from './verdict-steps.js';

/** "PLDB" and the version of the byte format; raise the version whenever a detector's state changes. */
const MAGIC = 0x42444c50;
const FORMAT_VERSION = 3;

interface Watched {
  readonly detector: Detector;
  lastAt: number;
}

/**
 * One detector per series. Points are scored, then learned, in the order of the batch; a point that is not newer than
 * the last one of its series (a duplicate, a late one, a redelivery) is skipped, so scoring a batch twice is harmless.
 */
export class DetectorBank {
  readonly #registry: SeriesRegistry;
  readonly #name: DetectorName;
  #watched: (Watched | undefined)[] = [];
  readonly #verdict = emptyVerdict();

  constructor(registry: SeriesRegistry, detectorName: DetectorName = 'seasonal-band') {
    this.#registry = registry;
    this.#name = detectorName;
  }

  /** Scores and learns a batch. Skipped points are left out of the answer, whose columns may be shorter for it. */
  score(batch: TelemetryBatch): ScoreBatch {
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
      watched.detector.scoreOne(time, value, verdict);
      roundVerdict(verdict);
      watched.detector.learnOne(time, value);
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

  /** The state of all detectors, exact: a bank that restores it scores the same from here on. */
  snapshot(): Uint8Array {
    const writer = new StateWriter();
    writer.uint32(MAGIC);
    writer.uint32(FORMAT_VERSION);
    writer.uint32(Object.keys(detectors).indexOf(this.#name));
    this.#watched.forEach((watched, seriesId) => {
      if (!watched) return;
      writer.uint32(seriesId);
      writer.float64(watched.lastAt);
      watched.detector.save(writer);
    });
    return writer.bytes();
  }

  /** Replaces all state. Bytes of another format or another detector are `incompatible_data`, and change nothing. */
  restore(bytes: Uint8Array): void {
    const reader = new StateReader(bytes);
    if (
      reader.uint32() !== MAGIC ||
      reader.uint32() !== FORMAT_VERSION ||
      reader.uint32() !== Object.keys(detectors).indexOf(this.#name)
    ) {
      throw new DomainError('incompatible_data', 'The saved detector state has another format or another detector.');
    }
    const watched: (Watched | undefined)[] = [];
    while (!reader.atEnd) {
      const seriesId = reader.uint32();
      const lastAt = reader.float64();
      const detector = this.#detectorFor(seriesId);
      detector.load(reader);
      watched[seriesId] = { detector, lastAt };
    }
    this.#watched = watched;
  }

  #watch(seriesId: number): Watched {
    const watched = { detector: this.#detectorFor(seriesId), lastAt: -Infinity };
    this.#watched[seriesId] = watched;
    return watched;
  }

  #detectorFor(seriesId: number): Detector {
    const series = this.#registry.byId(seriesId);
    if (!series) return detectors[this.#name]({ resolution: 0 });
    const { metric } = series;
    const resolution = metricDefinition(metric)?.resolution ?? 0;
    return detectors[this.#name]({ resolution, nature: metricNature(metric) });
  }
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

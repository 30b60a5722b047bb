import type { Lesson } from '../detection/feedback/lesson.js';
import type { ScoreBatch } from '../detection/score-batch.js';
import { StateReader, StateWriter } from '../detection/state-bytes.js';
import { DomainError } from '../errors.js';
import type { SeriesDescriptor } from '../telemetry/series.js';
import type { ReportingIntervals } from '../telemetry/silence.js';
import type { TelemetryBatch } from '../telemetry/telemetry-batch.js';
import type { Alert } from './alert.js';
import type { AlertBook } from './alert-book.js';
import { valuesOfScored } from './scored-values.js';
import type { SimulatedTime } from './simulated-time.js';

/** Scores points and learns from them. Points that are not newer than their series' last are left out of the scores. */
export interface SeriesScorer {
  score(batch: TelemetryBatch): ScoreBatch;
  teach(seriesId: number, lesson: Lesson): void;
  /** Answers how many series have what they had learned by the time of the snapshot. */
  rollBack(snapshot: Uint8Array, picks: (series: SeriesDescriptor) => boolean): number;
  snapshot(): Uint8Array;
  restore(bytes: Uint8Array): void;
}

/** What a batch came to: the batch, its scores, the values they belong to (aligned), and the alerts that fired or resolved. */
export interface Judgement {
  readonly batch: TelemetryBatch;
  readonly scores: ScoreBatch;
  readonly values: Float64Array;
  readonly alerts: readonly Alert[];
}

/**
 * Everything that is remembered about a partition's series between batches: detectors with what operators told them, open
 * episodes, reporting intervals. The same batches give the same judgements, from the start or from a snapshot.
 *
 * A snapshot names series by id. It is good for any process in which an id means the same series: a later run on the same
 * data folder, or one that shares the catalogue that handed the ids out. Its series must be registered before it is
 * restored.
 */
export class SeriesWatch {
  /** Sequence of the last order that is carried out in this state; 0 before the first. */
  ordersUpTo = 0;
  /** By id: firing anomalies of the log whose episode has not been met again since the state was restored. */
  readonly #awaited = new Map<string, Alert>();

  constructor(
    /** Also carries out what operators order of what it has learned; its episodes and its place in time go on. */
    readonly scorer: SeriesScorer,
    private readonly book: AlertBook,
    private readonly intervals: ReportingIntervals,
    private readonly simulatedTime: SimulatedTime,
  ) {}

  /** Episodes that fire now. */
  get firing(): number {
    return this.book.firing;
  }

  /** Scores, learns and judges a batch; a point given twice counts once. */
  judge(batch: TelemetryBatch): Judgement {
    const scores = this.scorer.score(batch);
    const values = valuesOfScored(scores, batch);
    const alerts = this.book.advance(scores, values);
    this.simulatedTime.observe(batch);
    for (let index = 0; index < scores.length; index += 1) {
      this.intervals.observe(scores.seriesIds[index] ?? 0, scores.at[index] ?? NaN);
    }
    if (this.#awaited.size > 0) this.#settle(alerts);
    return { batch, scores, values, alerts };
  }

  /** Takes over firing anomalies of the alert log when there is no state to restore, so that they can resolve. */
  adopt(alerts: readonly Alert[]): void {
    for (const alert of alerts) if (alert.kind === 'anomaly') this.book.adopt(alert);
  }

  /**
   * Firing anomalies of the log, of which a restored state may know less than the log does. What is judged again raises
   * them again, unless detectors have been taught otherwise meanwhile: then they are taken over, so that they can resolve.
   */
  expectAgain(alerts: readonly Alert[]): void {
    for (const alert of alerts) if (alert.kind === 'anomaly') this.#awaited.set(alert.id, alert);
  }

  snapshot(): Uint8Array {
    return joinSections([this.scorer.snapshot(), this.book.snapshot(), this.intervals.snapshot(), this.#orders()]);
  }

  /** Replaces the state by that of a snapshot. Damaged bytes are `incompatible_data`. */
  restore(bytes: Uint8Array): void {
    const [scorer, book, intervals, orders] = splitSections(bytes);
    if (!scorer || !book || !intervals) throw cutOff(bytes);
    this.scorer.restore(scorer);
    this.book.restore(book);
    this.intervals.restore(intervals);
    this.ordersUpTo = orders ? new StateReader(orders).float64() : 0;
  }

  #settle(changes: readonly Alert[]): void {
    for (const { id } of changes) this.#awaited.delete(id);
    for (const [id, alert] of this.#awaited) {
      const isPast = this.intervals.lastAt(alert.seriesId) >= (alert.firedAt ?? alert.startsAt);
      if (isPast && this.book.adopt(alert)) this.#awaited.delete(id);
    }
  }

  #orders(): Uint8Array {
    const writer = new StateWriter();
    writer.float64(this.ordersUpTo);
    return writer.bytes();
  }
}

const LENGTH_BYTES = 4;

/** Each section behind its length (32 bits, little-endian). */
function joinSections(sections: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(sections.reduce((sum, { length }) => sum + LENGTH_BYTES + length, 0));
  const view = new DataView(joined.buffer);
  let offset = 0;
  for (const section of sections) {
    view.setUint32(offset, section.length, true);
    joined.set(section, offset + LENGTH_BYTES);
    offset += LENGTH_BYTES + section.length;
  }
  return joined;
}

function splitSections(bytes: Uint8Array): readonly Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sections: Uint8Array[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const start = offset + LENGTH_BYTES;
    if (start > bytes.length) throw cutOff(bytes);
    const end = start + view.getUint32(offset, true);
    if (end > bytes.length) throw cutOff(bytes);
    sections.push(bytes.subarray(start, end));
    offset = end;
  }
  return sections;
}

function cutOff(bytes: Uint8Array): DomainError {
  return new DomainError('incompatible_data', 'The saved scoring state is cut off.', {
    details: { bytes: bytes.length },
  });
}

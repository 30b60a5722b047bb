import { StateReader, StateWriter } from '../../detection/state-bytes.js';
import { DomainError } from '../../errors.js';
import type { ValueRange } from '../intervals/bands-around.js';
import type { IntervalPlan } from '../intervals/interval-plan.js';
import { naturalRange } from '../../telemetry/natural-range.js';
import { partitionOfAsset } from '../../telemetry/partition-of-asset.js';
import { type SeriesIdentity, seriesKey } from '../../telemetry/series.js';
import { forecastableOf } from './forecast-kind.js';
import type { ForecastSubject } from './forecast-subject.js';
import { ForecastTrack } from './forecast-track.js';

/** The state is saved in so many parts, by asset, so that none is large. */
export const TRACK_PARTS = 16;
/** What was not forecast for so many steps, four weeks of hours, is forgotten. */
const FORGOTTEN_AFTER = 672;

/** Saved and not asked for yet. */
interface Shelved {
  readonly subject: SeriesIdentity;
  readonly bytes: Uint8Array;
}

/** The track of each subject. */
export class TrackBook {
  readonly #tracks = new Map<string, { readonly subject: SeriesIdentity; readonly track: ForecastTrack }>();
  readonly #shelved = new Map<string, Shelved>();
  readonly #changed = new Set<number>();

  constructor(private readonly plan: IntervalPlan) {}

  /** Of a subject that is to be forecast: what was saved of it, or a new one. It will have changed. */
  of({ identity, members: [first], isAggregate }: ForecastSubject): ForecastTrack {
    const key = seriesKey(identity);
    const unit = first?.unit ?? '';
    const track = this.#tracks.get(key)?.track ?? this.#take(key, rangeOf(identity.metric, unit, isAggregate));
    this.#tracks.set(key, { subject: identity, track });
    this.#changed.add(partitionOfAsset(identity.assetId, TRACK_PARTS));
    return track;
  }

  /** The parts that have changed since the last call. */
  takeChanged(): readonly number[] {
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }

  /** What is known of the subjects of a part. */
  save(part: number): Uint8Array {
    const writer = new StateWriter();
    this.#writePlan(writer);
    this.#forget();
    for (const { subject, track } of this.#tracks.values()) {
      if (partitionOfAsset(subject.assetId, TRACK_PARTS) !== part) continue;
      const state = new StateWriter();
      track.save(state);
      writeEntry(writer, subject, state.bytes());
    }
    for (const { subject, bytes } of this.#shelved.values()) {
      if (partitionOfAsset(subject.assetId, TRACK_PARTS) === part) writeEntry(writer, subject, bytes);
    }
    return writer.bytes();
  }

  /** Takes a saved part in. Throws `incompatible_data` when it is damaged, or is of another horizon or other levels. */
  restore(bytes: Uint8Array): void {
    const reader = new StateReader(bytes);
    this.#checkPlan(reader);
    while (!reader.atEnd) {
      const name = new Uint8Array(reader.uint32());
      reader.bytesInto(name);
      const state = new Uint8Array(reader.uint32());
      reader.bytesInto(state);
      const [assetId = '', metric = '', component = ''] = new TextDecoder().decode(name).split('\n');
      const subject = { assetId, metric, component };
      this.#shelved.set(seriesKey(subject), { subject, bytes: state });
    }
  }

  #forget(): void {
    let newest = -Infinity;
    for (const { track } of this.#tracks.values()) newest = Math.max(newest, track.arrived);
    const isForgotten = (arrived: number) => arrived < newest - FORGOTTEN_AFTER;
    for (const [key, { track }] of this.#tracks) if (isForgotten(track.arrived)) this.#tracks.delete(key);
    for (const [key, { bytes }] of this.#shelved) {
      // A saved track begins with it.
      if (isForgotten(new StateReader(bytes).float64())) this.#shelved.delete(key);
    }
  }

  #writePlan(writer: StateWriter): void {
    const { buckets, levels } = this.plan;
    writer.uint32(buckets.horizon);
    writer.uint32(levels.length);
    for (const level of levels) writer.float64(level);
  }

  #checkPlan(reader: StateReader): void {
    const { buckets, levels } = this.plan;
    const horizon = reader.uint32();
    const saved = Array.from({ length: reader.uint32() }, () => reader.float64());
    if (horizon === buckets.horizon && String(saved) === String(levels)) return;
    const message = `the saved forecasts are for ${horizon} steps at the levels ${saved.join(', ')}`;
    throw new DomainError('incompatible_data', message);
  }

  #take(key: string, range: ValueRange): ForecastTrack {
    const shelved = this.#shelved.get(key);
    this.#shelved.delete(key);
    const track = new ForecastTrack(this.plan, range);
    if (shelved) track.load(new StateReader(shelved.bytes));
    return track;
  }
}

/** Names hold no line breaks. */
function writeEntry(writer: StateWriter, { assetId, metric, component }: SeriesIdentity, state: Uint8Array): void {
  const name = new TextEncoder().encode([assetId, metric, component].join('\n'));
  writer.uint32(name.length);
  writer.bytesOf(name);
  writer.uint32(state.length);
  writer.bytesOf(state);
}

/** Many together may have more than one can: they are no less than nothing where one is not. */
function rangeOf(metric: string, unit: string, isAggregate: boolean): ValueRange {
  const one = naturalRange({ metric, unit });
  if (!isAggregate || forecastableOf(metric)?.joining === 'mean') return one;
  return { min: one.min === 0 ? 0 : -Infinity, max: Infinity };
}

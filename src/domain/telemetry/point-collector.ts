import type { CounterTracker } from './counter-tracker.js';
import type { DecodeResult, LimitMapping, PointSink, SeriesMapping } from './decoders/decoder.js';
import type { Rejection, RejectionCode } from './rejection.js';
import { BatchBuilder } from './telemetry-batch.js';

/** Exporters send integers around 2^63 for "no value" (DCGM: 0x7FFFFFFFFFFFFFF0 and up); doubles only know them roughly. */
const sentinelMagnitude = 9.2e18;
/** The last instant that a JavaScript date can hold (ECMA-262, time values). */
const latestInstant = 8.64e15;

export interface CollectorLimits {
  /** Points after this instant (epoch ms) are refused as `from_the_future`. */
  readonly latestAt: number;
  /** Rejections kept with their bytes; further ones are counted by code. */
  readonly maxListed: number;
  /** Bytes kept of one rejected piece. */
  readonly maxOriginalBytes: number;
}

/** What most intakes want: a thousand rejections of at most 64 KiB each, and any time a clock can show. */
export const usualLimits: CollectorLimits = { latestAt: latestInstant, maxListed: 1000, maxOriginalBytes: 65_536 };

type MappedSeries = Extract<SeriesMapping, { kind: 'series' }>;

/**
 * Checks and converts the points of one request and builds its batch. Every point ends in exactly one place: the
 * batch, the rejections (with its bytes) or the skipped counts (with a reason).
 */
export class PointCollector implements PointSink {
  readonly #batch = new BatchBuilder();
  readonly #rejections: Rejection[] = [];
  readonly #unlisted = new Map<RejectionCode, number>();
  readonly #skipped = new Map<string, number>();
  /** Limits of devices, which are looked at beside the readings of the same body. */
  readonly #stated: { readonly mapping: LimitMapping; readonly at: number; readonly value: number }[] = [];

  constructor(
    private readonly counters: CounterTracker,
    private readonly limits: CollectorLimits = usualLimits,
  ) {}

  add(mapping: SeriesMapping, at: number, value: number, position: number, original: () => Uint8Array): void {
    if (mapping.kind === 'limit') {
      this.#stated.push({ mapping, at, value: value * mapping.scale + mapping.offset });
      return;
    }
    const refusal = mapping.kind === 'series' ? this.#take(mapping, at, value) : this.#passOn(mapping);
    if (refusal) this.#refuse(refusal, position, original);
  }

  reject({ original, ...refusal }: Rejection): void {
    this.#refuse(refusal, refusal.position, () => original);
  }

  /** `original` may have to be put together, and is asked for only where it will be kept. */
  #refuse({ code, message }: Refusal, position: number, original: () => Uint8Array): void {
    if (this.#rejections.length >= this.limits.maxListed) {
      this.#unlisted.set(code, (this.#unlisted.get(code) ?? 0) + 1);
      return;
    }
    // A copy: the original is usually a window into a body that is about to be let go.
    this.#rejections.push({ code, message, position, original: original().slice(0, this.limits.maxOriginalBytes) });
  }

  skip(reason: string): void {
    this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + 1);
  }

  /** Everything collected so far. The collector must not be used afterwards: the batch shares its memory. */
  finish(): DecodeResult {
    const batch = this.#batch.build();
    const newestOf = (seriesId: number) => batch.values[batch.seriesIds.lastIndexOf(seriesId)];
    for (const { mapping, at, value } of this.#stated) this.skip(mapping.notice(value, at, newestOf));
    return {
      batch,
      rejections: this.#rejections,
      unlisted: this.#unlisted,
      skipped: this.#skipped,
    };
  }

  #passOn(mapping: Exclude<SeriesMapping, MappedSeries | LimitMapping>): Refusal | undefined {
    if (mapping.kind === 'rejected') return mapping;
    this.skip(mapping.reason);
    return undefined;
  }

  #take(mapping: MappedSeries, at: number, value: number): Refusal | undefined {
    if (!Number.isFinite(value)) {
      return { code: 'not_finite', message: `The value is ${value}; leave a point out where nothing was measured.` };
    }
    if (Math.abs(value) >= sentinelMagnitude) return this.#leaveOut('sentinel');
    if (value === mapping.blank) return this.#leaveOut('unsupported_by_device');
    if (!(Math.abs(at) <= latestInstant)) {
      return { code: 'bad_timestamp', message: 'The time is no instant that a clock can show; check the precision.' };
    }
    if (at > this.limits.latestAt) {
      const time = new Date(at).toISOString();
      return { code: 'from_the_future', message: `The time ${time} is ahead of this clock; check the sender's.` };
    }
    return mapping.counter === 'none' ? this.#keep(mapping, at, value) : this.#follow(mapping, at, value);
  }

  #follow(mapping: MappedSeries, at: number, value: number): Refusal | undefined {
    const rate = this.counters.rate(mapping.seriesId, mapping.counter, at, value);
    if (typeof rate === 'number') return this.#keep(mapping, at, rate);
    if (rate === 'first') return this.#leaveOut('first_counter_sample');
    if (rate === 'reset') return this.#leaveOut('counter_reset');
    return {
      code: 'counter_out_of_order',
      message: 'The counter has newer samples and this one cannot be compared with any.',
    };
  }

  #keep(mapping: MappedSeries, at: number, value: number): Refusal | undefined {
    const converted = value * mapping.scale + mapping.offset;
    if (!(converted >= mapping.min && converted <= mapping.max)) {
      const message = `${converted} is outside the plausible range ${mapping.min} to ${mapping.max}.`;
      return { code: 'out_of_range', message };
    }
    this.#batch.push(mapping.seriesId, at, converted);
    return undefined;
  }

  #leaveOut(reason: string): Refusal | undefined {
    this.skip(reason);
    return undefined;
  }
}

type Refusal = Pick<Rejection, 'code' | 'message'>;

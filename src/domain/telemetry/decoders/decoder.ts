import type { Rejection, RejectionCode } from '../rejection.js';
import type { TelemetryBatch } from '../telemetry-batch.js';

export type CounterKind = 'none' | 'cumulative' | 'delta';

/** What a wire format says of a series, before Plenum's names and units. */
export interface WireSeries {
  readonly format: 'influx' | 'otlp' | 'prometheus' | 'plenum';
  /** Measurement or metric name. */
  readonly name: string;
  /** The field's name in line protocol and Telegraf JSON; empty elsewhere. */
  readonly field: string;
  /** Tags, labels, or attributes with the resource's attributes under them. */
  readonly labels: ReadonlyMap<string, string>;
  /** As the format states it; undefined when it states none. */
  readonly unit: string | undefined;
  /** `none` also when the format does not say; the mapper may know better from the name. */
  readonly counter: CounterKind;
}

/** A limit that a device states beside its readings. It is no point; what is stated is told to `notice`. */
export interface LimitMapping {
  readonly kind: 'limit';
  readonly scale: number;
  readonly offset: number;
  /**
   * Takes a value in the unit of the series and answers what it is counted as. `newestOf` tells what a series reads in the
   * same body, if anything.
   */
  readonly notice: (value: number, at: number, newestOf: (seriesId: number) => number | undefined) => string;
}

/** Where the points of a wire series go. `value · scale + offset` is in the series' unit. */
export type SeriesMapping =
  | {
      readonly kind: 'series';
      readonly seriesId: number;
      readonly scale: number;
      readonly offset: number;
      readonly counter: CounterKind;
      /** Plausible range after conversion. */
      readonly min: number;
      readonly max: number;
      /** What the device sends, in wire units, for a value it does not have (APC: -1). */
      readonly blank?: number;
    }
  | LimitMapping
  | { readonly kind: 'rejected'; readonly code: RejectionCode; readonly message: string }
  /** Deliberately not kept (device thresholds, status texts); counted under the reason. */
  | { readonly kind: 'skipped'; readonly reason: string };

/** Maps wire series to interned series. Called once per new wire series; decoders cache the answer. */
export interface SeriesMapper {
  /** Changes when earlier answers no longer hold (an alias was added); caches of another revision are thrown away. */
  readonly revision?: number;
  map(wire: WireSeries): SeriesMapping;
}

/** Takes a decoder's points: checks and converts them, follows counters, and builds the batch. */
export interface PointSink {
  /**
   * Adds a point in wire units at an epoch-ms time. `original` yields the bytes to keep if it is refused; `position`
   * is the 1-based line or element number.
   */
  add(mapping: SeriesMapping, at: number, value: number, position: number, original: () => Uint8Array): void;
  reject(rejection: Rejection): void;
  /** Counts something left out on purpose. */
  skip(reason: string): void;
}

export interface DecodeResult {
  readonly batch: TelemetryBatch;
  /** The first ones, with their bytes. */
  readonly rejections: readonly Rejection[];
  /** How many more were rejected, by code: a body of a million bad lines must not cost a gigabyte. */
  readonly unlisted: ReadonlyMap<RejectionCode, number>;
  /** Left out on purpose, by reason. */
  readonly skipped: ReadonlyMap<string, number>;
}

export interface DecodeSettings {
  /** Unit of bare timestamps, where the format has them. */
  readonly precision?: 'ns' | 'us' | 'ms' | 's' | 'auto';
  /** Epoch ms given to points without a timestamp. */
  readonly receivedAt: number;
}

/**
 * Decodes one uncompressed body or message into the sink. One instance lives as long as its mapper, so that it can
 * cache mappings; it keeps no state of a body between calls. Never throws on bad input: it rejects, and goes on with
 * what follows.
 */
export interface Decoder {
  decode(input: Uint8Array, sink: PointSink, settings: DecodeSettings): void;
}

import type { SeriesDescriptor } from '../../../domain/telemetry/series.js';
import { ByteTable } from '../../../domain/telemetry/decoders/bytes/byte-table.js';
import type { UnresolvedSeries } from '../../../ports/series-catalogue.js';
import type { IncomingPoints } from './points-message.js';
import { decodeSeries } from './series-entry.js';

/**
 * Gives series their ids in this process, in the order asked. It is asked once for each series and not twice at a time,
 * and may load what it finds into a registry.
 */
export type ResolveSeries = (series: readonly UnresolvedSeries[]) => Promise<readonly SeriesDescriptor[]>;

/** The ids of the series that messages name, found by the bytes of their dictionary entries. */
export class IncomingSeries {
  readonly #ids = new ByteTable<number>();
  #resolving: Promise<void> = Promise.resolve();

  constructor(private readonly resolve: ResolveSeries) {}

  /** An id for each entry of the message; undefined when one of them names no series. */
  async idsOf(points: IncomingPoints): Promise<Int32Array | undefined> {
    const known = this.#find(points);
    if (known) return known;
    const turn = this.#resolving.then(() => this.#learn(points));
    this.#resolving = turn.catch(() => undefined);
    await turn;
    return this.#find(points);
  }

  /** Undefined when one of them is not known. A loop, because this is done for every message. */
  #find({ entries, bytes }: IncomingPoints): Int32Array | undefined {
    const ids = new Int32Array(entries.length);
    let place = 0;
    for (const { start, end } of entries) {
      const id = this.#ids.find(bytes, start, end);
      if (id === undefined) return undefined;
      ids[place] = id;
      place += 1;
    }
    return ids;
  }

  async #learn({ entries, bytes }: IncomingPoints): Promise<void> {
    const unknown = entries.filter(({ start, end }) => this.#ids.find(bytes, start, end) === undefined);
    const series = unknown.map(({ start, end }) => decodeSeries(bytes.subarray(start, end)));
    if (unknown.length === 0 || !series.every((entry) => entry !== undefined)) return;
    const resolved = await this.resolve(series);
    unknown.forEach(({ start, end }, i) => {
      const id = resolved[i]?.id;
      if (id === undefined) throw new Error('BUG: a series was resolved to nothing');
      if (this.#ids.find(bytes, start, end) === undefined) this.#ids.add(bytes, start, end, id);
    });
  }
}

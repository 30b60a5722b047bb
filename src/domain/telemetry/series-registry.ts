import { type SeriesDescriptor, type SeriesIdentity, seriesKey } from './series.js';

/**
 * Gives each series identity its interned id. Ids are handed out at once and in memory; what is new waits in
 * `takeUnsaved` until the caller has saved it, which must happen before a batch that uses it is published.
 */
export class SeriesRegistry {
  readonly #byKey = new Map<string, SeriesDescriptor>();
  readonly #byId: (SeriesDescriptor | undefined)[] = [];
  readonly #byAsset = new Map<string, SeriesDescriptor[]>();
  #unsaved: SeriesDescriptor[] = [];
  #nextId = 1;

  get size(): number {
    return this.#byKey.size;
  }

  /**
   * Takes over series with the ids that the catalogue has for them: those of an earlier run, before the first `intern`,
   * or, where the catalogue hands out all ids and nothing is interned, those that other processes brought up since.
   * Known ones stay as they are.
   */
  load(saved: readonly SeriesDescriptor[]): void {
    for (const series of saved) if (!this.#byKey.has(seriesKey(series))) this.#add(series);
  }

  /** The series of this identity; registers it when it is new. */
  intern(identity: SeriesIdentity, origin: { unit: string; source: string; simulated: boolean }): SeriesDescriptor {
    const known = this.#byKey.get(seriesKey(identity));
    if (known) return known;
    const series: SeriesDescriptor = {
      id: this.#nextId,
      assetId: identity.assetId,
      metric: identity.metric,
      component: identity.component,
      ...origin,
    };
    this.#add(series);
    this.#unsaved.push(series);
    return series;
  }

  find(identity: SeriesIdentity): SeriesDescriptor | undefined {
    return this.#byKey.get(seriesKey(identity));
  }

  byId(id: number): SeriesDescriptor | undefined {
    return this.#byId[id];
  }

  ofAsset(assetId: string): readonly SeriesDescriptor[] {
    return this.#byAsset.get(assetId) ?? [];
  }

  /** All series by ascending id. */
  *all(): IterableIterator<SeriesDescriptor> {
    // Ids of a shared catalogue come in any order and may have gaps here.
    for (const series of this.#byId.values()) if (series) yield series;
  }

  /** Series registered since the last call, in id order. If saving them fails, give them back with `keepUnsaved`. */
  takeUnsaved(): readonly SeriesDescriptor[] {
    const unsaved = this.#unsaved;
    this.#unsaved = [];
    return unsaved;
  }

  keepUnsaved(series: readonly SeriesDescriptor[]): void {
    this.#unsaved = [...series, ...this.#unsaved];
  }

  #add(series: SeriesDescriptor): void {
    this.#byKey.set(seriesKey(series), series);
    this.#byId[series.id] = series;
    const siblings = this.#byAsset.get(series.assetId);
    if (siblings) siblings.push(series);
    else this.#byAsset.set(series.assetId, [series]);
    this.#nextId = Math.max(this.#nextId, series.id + 1);
  }
}

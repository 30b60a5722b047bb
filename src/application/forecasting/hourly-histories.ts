import { jointly } from '../../domain/forecasting/live/aggregates.js';
import type { ForecastSubject } from '../../domain/forecasting/live/forecast-subject.js';
import { HOUR_MS, HourlyHistory } from '../../domain/forecasting/live/hourly-history.js';
import { seriesKey } from '../../domain/telemetry/series.js';
import type { TelemetryStore } from '../../ports/telemetry-store.js';
import { nextTurn } from '../class-models/in-turns.js';

/** So much is read again: what a source had held back comes late. */
const LATE_MS = 3 * HOUR_MS;

/**
 * The last weeks of every subject by the hour, in memory: read from the store once, and from then on only what is new. Four
 * bytes an hour and subject.
 */
export class HourlyHistories {
  readonly #ofSeries = new Map<number, HourlyHistory>();
  readonly #ofAggregates = new Map<string, { members: ForecastSubject['members']; history: HourlyHistory }>();
  /** Up to where each series has been read. */
  readonly #readTo = new Map<number, number>();

  constructor(
    private readonly store: Pick<TelemetryStore, 'readManyPoints'>,
    /** How far back a forecast looks. */
    private readonly capacityHours: number,
  ) {}

  /** Empty before the first `bringUpTo`. */
  of({ identity, members: [first], isAggregate }: ForecastSubject): HourlyHistory {
    const known = isAggregate
      ? this.#ofAggregates.get(seriesKey(identity))?.history
      : this.#ofSeries.get(first?.id ?? NaN);
    return known ?? new HourlyHistory(1);
  }

  /** Reads what is new of the subjects before `originMs`, a whole hour. */
  async bringUpTo(originMs: number, subjects: readonly ForecastSubject[]): Promise<void> {
    const ids = new Set(subjects.flatMap(({ members }) => members.map(({ id }) => id)));
    for (const [fromMs, seriesIds] of this.#unread(ids, originMs)) {
      await this.#read(seriesIds, fromMs, originMs);
    }
    for (const subject of subjects) {
      if (!subject.isAggregate) continue;
      this.#join(subject, originMs);
      await nextTurn();
    }
  }

  /** Has a series read from the beginning again: a backfill may have brought what was before. */
  readAnew({ members }: ForecastSubject): void {
    for (const { id } of members) this.#readTo.delete(id);
  }

  /** The series that have not been read so far, by the time to read from. */
  #unread(ids: Iterable<number>, originMs: number): ReadonlyMap<number, readonly number[]> {
    const byStart = new Map<number, number[]>();
    for (const id of ids) {
      const readTo = this.#readTo.get(id) ?? -Infinity;
      if (readTo >= originMs) continue;
      const fromMs = Math.max(readTo - LATE_MS, originMs - this.capacityHours * HOUR_MS);
      const others = byStart.get(fromMs);
      if (others) others.push(id);
      else byStart.set(fromMs, [id]);
    }
    return byStart;
  }

  async #read(seriesIds: readonly number[], fromMs: number, toMs: number): Promise<void> {
    const limit = (toMs - fromMs) / HOUR_MS;
    const query = { seriesIds, fromMs, toMs, stepMs: HOUR_MS, limit, scored: false };
    for await (const { seriesId, points } of this.store.readManyPoints(query)) {
      const history = this.#ofSeries.get(seriesId) ?? new HourlyHistory(this.capacityHours);
      this.#ofSeries.set(seriesId, history);
      points.at.forEach((at, i) => {
        history.put(at, points.value[i] ?? NaN);
      });
      this.#readTo.set(seriesId, toMs);
    }
  }

  /** Hours in which something of it may have come are taken together anew; all of them when a backfill has made it longer. */
  #join({ identity, members }: ForecastSubject, originMs: number): void {
    const key = seriesKey(identity);
    const known = this.#ofAggregates.get(key);
    const isSame = known?.members.length === members.length && known.members.every((one, i) => one === members[i]);
    const history = isSame ? known.history : new HourlyHistory(this.capacityHours);
    this.#ofAggregates.set(key, { members, history });
    const histories = members.flatMap(({ id }) => this.#ofSeries.get(id) ?? []);
    const firstMs = histories.reduce((first, each) => Math.min(first, each.firstMs), Infinity);
    const isLonger = firstMs < history.firstMs;
    const unknownMs = Math.max(firstMs, isLonger ? -Infinity : history.newestMs - LATE_MS);
    for (let at = Math.max(unknownMs, originMs - this.capacityHours * HOUR_MS); at < originMs; at += HOUR_MS)
      history.put(at, jointly(identity.metric, histories, at));
  }
}

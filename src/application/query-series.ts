import { DomainError } from '../domain/errors.js';
import type { SeriesDescriptor } from '../domain/telemetry/series.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { LatestPoint, SeriesPoints, TelemetryStore } from '../ports/telemetry-store.js';
import type { LatestScore, LatestScores } from './latest-scores.js';

export interface SeriesView {
  readonly series: SeriesDescriptor;
  /** Its newest point with a score, or its newest point where scoring is behind or has not begun: score and band are NaN. */
  readonly latest: LatestScore | undefined;
}

export interface SeriesFilter {
  /** The asset itself, not what stands in it. */
  readonly assetId?: string;
  readonly metric?: string;
  readonly component?: string;
  readonly source?: string;
  /** Only series of these assets. */
  readonly among?: ReadonlySet<string>;
  /** Only series whose newest score is 1 or more (true) or below (false). */
  readonly anomalous?: boolean;
}

export type Step = 'auto' | 'raw' | number;

export interface PointsRange {
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  readonly step: Step;
  readonly limit: number;
}

export interface PointsView {
  readonly view: SeriesView;
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number | undefined;
  readonly points: SeriesPoints;
  /** Where the points after these begin; undefined when these are the last of the span. */
  readonly nextFromMs: number | undefined;
}

const hourMs = 3_600_000;
/** Widths that people expect on a time axis; `auto` takes the first that gives at most `autoBuckets` of them. */
const stepsMs = [1, 5, 10, 30, 60, 300, 900, 3_600, 21_600, 86_400, 604_800].map((seconds) => seconds * 1000);
const autoBuckets = 720;
const rawUpToMs = hourMs;

/** Finds series and reads their points. */
export class QuerySeries {
  constructor(
    private readonly registry: SeriesRegistry,
    private readonly store: Pick<TelemetryStore, 'latest' | 'readPoints'>,
    private readonly scores: LatestScores,
  ) {}

  /** Up to `limit` series with an id above `afterId`, by ascending id. */
  async list(filter: SeriesFilter, afterId: number, limit: number): Promise<readonly SeriesView[]> {
    const candidates = filter.assetId === undefined ? this.registry.all() : this.registry.ofAsset(filter.assetId);
    const found: SeriesDescriptor[] = [];
    for (const series of candidates) {
      if (series.id <= afterId || !this.#fits(series, filter)) continue;
      found.push(series);
      if (found.length === limit) break;
    }
    return this.#withLatest(found);
  }

  /** Those of the series that exist. */
  some(ids: readonly number[]): Promise<readonly SeriesView[]> {
    return this.#withLatest(ids.flatMap((id) => this.registry.byId(id) ?? []));
  }

  /** Throws `not_found` when there is no such series. */
  async get(id: number): Promise<SeriesView> {
    const series = this.registry.byId(id);
    if (!series) throw new DomainError('not_found', `there is no series ${id}`);
    const [view] = await this.#withLatest([series]);
    if (!view) throw new Error('BUG: a series without a view');
    return view;
  }

  /** Points of a series. `to` defaults to just after the newest point, scored or not, `from` to an hour before `to`. */
  async points(id: number, range: PointsRange): Promise<PointsView> {
    const view = await this.get(id);
    const toMs = range.toMs ?? (await this.#newestAt(view)) + 1;
    const fromMs = range.fromMs ?? toMs - hourMs;
    if (fromMs > toMs) throw new DomainError('invalid_input', 'from: must not be after `to`');
    const stepMs = stepOf(range.step, toMs - fromMs);
    const found = await this.store.readPoints({
      seriesId: id,
      fromMs,
      toMs,
      // One more than wanted tells whether any follow.
      limit: range.limit + 1,
      ...(stepMs === undefined ? {} : { stepMs }),
    });
    return { view, fromMs, toMs, stepMs, points: firstPoints(found, range.limit), nextFromMs: found.at[range.limit] };
  }

  async #newestAt({ series, latest }: SeriesView): Promise<number> {
    const [stored] = await this.store.latest([series.id]);
    return Math.max(latest?.at ?? -1, stored?.at ?? -1);
  }

  #fits(series: SeriesDescriptor, filter: SeriesFilter): boolean {
    if (filter.metric !== undefined && series.metric !== filter.metric) return false;
    if (filter.component !== undefined && series.component !== filter.component) return false;
    if (filter.source !== undefined && series.source !== filter.source) return false;
    if (filter.among && !filter.among.has(series.assetId)) return false;
    if (filter.anomalous === undefined) return true;
    const score = this.scores.of(series.id)?.score ?? 0;
    return score >= 1 === filter.anomalous;
  }

  async #withLatest(found: readonly SeriesDescriptor[]): Promise<readonly SeriesView[]> {
    const newest = new Map(
      (await this.store.latest(found.map(({ id }) => id))).map((point) => [point.seriesId, point]),
    );
    return found.map((series) => ({ series, latest: newer(this.scores.of(series.id), newest.get(series.id)) }));
  }
}

function firstPoints(
  { at, value, score, expected, lower, upper, min, max }: SeriesPoints,
  count: number,
): SeriesPoints {
  return {
    at: at.subarray(0, count),
    value: value.subarray(0, count),
    score: score.subarray(0, count),
    expected: expected.subarray(0, count),
    lower: lower.subarray(0, count),
    upper: upper.subarray(0, count),
    min: min.subarray(0, count),
    max: max.subarray(0, count),
  };
}

/**
 * So long may a score come after its point, epoch ms of the points: other processes score, and are asked every few seconds.
 * A screen shows a point and its score, so until then it shows the point before.
 */
const scoreMayLagMs = 120_000;

/** The newest scored point, or the newest stored one without a score where scoring is behind. */
function newer(scored: LatestScore | undefined, stored: LatestPoint | undefined): LatestScore | undefined {
  if (!stored || (scored && scored.at >= stored.at - scoreMayLagMs)) return scored;
  return { at: stored.at, value: stored.value, score: NaN, expected: NaN, lower: NaN, upper: NaN };
}

function stepOf(step: Step, rangeMs: number): number | undefined {
  if (step === 'raw') return undefined;
  if (step !== 'auto') return step;
  if (rangeMs <= rawUpToMs) return undefined;
  return stepsMs.find((width) => rangeMs / width <= autoBuckets) ?? stepsMs.at(-1);
}

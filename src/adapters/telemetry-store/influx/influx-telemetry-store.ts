import type { ScoreBatch } from '../../../domain/detection/score-batch.js';
import type { SeriesRegistry } from '../../../domain/telemetry/series-registry.js';
import type { TelemetryBatch } from '../../../domain/telemetry/telemetry-batch.js';
import type { Clock } from '../../../ports/clock.js';
import type { Log } from '../../../ports/log.js';
import type { Metrics } from '../../../ports/metrics.js';
import {
  type LatestPoint,
  type ManyPointsQuery,
  type PointsOfSeries,
  type PointsQuery,
  type PointsSelection,
  type RetentionPolicy,
  type ScoredPoint,
  type SeriesPoints,
  type StoreStats,
  TelemetryStore,
} from '../../../ports/telemetry-store.js';
import { batchesOfSeries } from '../batches-of-series.js';
import { Buckets } from './buckets.js';
import { InfluxHttp, type InfluxServer } from './influx-http.js';
import { InfluxRuns } from './influx-runs.js';
import { latestPoints, latestScores } from './latest-points.js';
import { LineWriter } from './line-writer.js';
import { type PointsReader, rawReader, readFirstPoints, stepReader } from './read-first-points.js';
import { RollUp } from './roll-up.js';
import { lateHours, RollUpMarks } from './roll-up-marks.js';
import { type LineBatch, pointLines, scoreLines, SeriesHeads } from './series-lines.js';
import { ServerWatch } from './server-watch.js';
import { storeStats } from './store-stats.js';
import { WriteLanes } from './write-lanes.js';

export interface InfluxStoreOptions {
  readonly server: InfluxServer;
  /** Name of the bucket of raw rows; the tiers are `<bucket>_1m` and `<bucket>_1h`. `plenum` when absent. */
  readonly bucket?: string;
  /** Whether bodies of writes are compressed; they are when absent. */
  readonly gzip?: boolean;
  /** How long a write is tried before the append rejects; 10 s when absent. */
  readonly giveUpAfterMs?: number;
  /** Rows that may wait to be written; appends beyond them reject with `overloaded`. 1,000,000 when absent. */
  readonly maxWaitingRows?: number;
  /** Time between two looks at whether the server has restarted; 5 s when absent. */
  readonly watchEveryMs?: number;
}

/** What the store works with. The registry must know every series before its rows are appended. */
export interface InfluxStoreSurroundings {
  readonly registry: SeriesRegistry;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Log;
}

const component = 'influx';

/**
 * The telemetry store on InfluxDB 2. A point and its score meet in one row: measurement is the metric, tags are asset
 * and component, time is in whole ms. There are no transactions, so no positions are recorded; appending again what was
 * appended changes nothing, which makes repetition harmless. Rows are kept for a time after their own time, not after
 * their arrival: a backfill older than the retention is dropped and counted.
 */
export class InfluxTelemetryStore extends TelemetryStore {
  override readonly runs: InfluxRuns;
  readonly #http: InfluxHttp;
  readonly #buckets: Buckets;
  readonly #lanes: WriteLanes;
  readonly #marks: RollUpMarks;
  readonly #rollUp: RollUp;
  readonly #heads: SeriesHeads;
  readonly #watch: ServerWatch;
  readonly #closing = new AbortController();

  private constructor(
    options: InfluxStoreOptions,
    private readonly surroundings: InfluxStoreSurroundings,
  ) {
    super();
    const { clock, registry, log } = surroundings;
    this.#http = new InfluxHttp(options.server);
    this.#buckets = new Buckets(this.#http, options.bucket ?? 'plenum');
    this.#watch = new ServerWatch(this.#http, clock, options.watchEveryMs ?? 5_000, log);
    this.runs = new InfluxRuns(this.#http, this.#watch, this.#buckets, log);
    this.#heads = new SeriesHeads(registry);
    const writer = new LineWriter(this.#http, options.gzip ?? true, {
      clock,
      signal: this.#closing.signal,
      giveUpAfterMs: options.giveUpAfterMs ?? 10_000,
      beforeRetry: () => this.#watch.look(),
    });
    this.#lanes = new WriteLanes(writer, this.#heads, this.#buckets.raw, options.maxWaitingRows ?? 1_000_000);
    this.#marks = new RollUpMarks(this.#http, writer, `${this.#buckets.raw}_1h`, this.runs);
    this.#rollUp = new RollUp(this.#http, writer, this.#buckets, this.#marks, this.runs);
  }

  /** Makes the buckets where they do not exist. Rejects with `unavailable`, naming the server. */
  static async open(options: InfluxStoreOptions, surroundings: InfluxStoreSurroundings): Promise<InfluxTelemetryStore> {
    const store = new InfluxTelemetryStore(options, surroundings);
    await store.#buckets.provide();
    await store.#watch.start(store.#closing.signal);
    return store;
  }

  async appendPoints(batch: TelemetryBatch): Promise<void> {
    await this.#append(pointLines(batch));
  }

  async appendScores(batch: ScoreBatch): Promise<void> {
    await this.#append(scoreLines(batch));
  }

  /** Always undefined: the bus' committed offset is the position. */
  positionOf(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async readPoints(query: PointsQuery): Promise<SeriesPoints> {
    return (await this.#reader(query)).one(this.#heads.seriesOf(query.seriesId), query);
  }

  readManyPoints({ seriesIds, ...selection }: ManyPointsQuery): AsyncIterable<PointsOfSeries> {
    return batchesOfSeries(seriesIds, selection, async (batch) => {
      const series = batch.map((id) => this.#heads.seriesOf(id));
      return readFirstPoints(await this.#reader(selection), series, selection);
    });
  }

  latest(seriesIds: readonly number[]): Promise<readonly LatestPoint[]> {
    const series = seriesIds.map((id) => this.#heads.seriesOf(id));
    return latestPoints(this.#http, this.#buckets.raw, series, this.surroundings.clock.now());
  }

  latestScores(seriesIds: readonly number[], sinceMs: number): Promise<readonly ScoredPoint[]> {
    const series = seriesIds.map((id) => this.#heads.seriesOf(id));
    return latestScores(this.#http, this.#buckets.raw, series, sinceMs);
  }

  async stats(): Promise<StoreStats> {
    return storeStats(this.#http, this.#buckets, await this.#marks.read(this.surroundings.clock.now()));
  }

  /** Rolls up the hours that ended more than an hour ago. One process is enough; more only double the work. */
  async rollUp(): Promise<void> {
    await this.#rollUp.run(this.surroundings.clock.now());
  }

  /** Hands the policy to the server, which deletes by itself; how much is not known and reported as 0. */
  async applyRetention(policy: RetentionPolicy): Promise<{ deletedPoints: number }> {
    await this.#buckets.keep(policy);
    return { deletedPoints: 0 };
  }

  async check(): Promise<void> {
    await this.#buckets.check();
  }

  /** Gives up writes that wait for another try, then resolves when all writes under way have ended. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#lanes.idle();
    await this.#watch.ended();
  }

  async #reader({ stepMs }: PointsSelection): Promise<PointsReader> {
    if (stepMs === undefined) return rawReader(this.#http, this.#buckets.raw);
    const rolledUp = await this.#marks.read(this.surroundings.clock.now());
    return stepReader(this.#http, this.#buckets, stepMs, rolledUp);
  }

  async #append(batch: LineBatch): Promise<void> {
    const { clock, metrics } = this.surroundings;
    const nowMs = clock.now();
    const keptMs = this.#buckets.rawKeptMs;
    const late = lateHours(batch, (id) => this.#heads.seriesOf(id).metric, { nowMs, keptMs });
    await this.#marks.markLate(late, nowMs);
    for (const { reason, rows } of await this.#lanes.append(batch)) {
      if (rows > 0) metrics.count('component_dropped_total', { component, reason }, rows);
    }
  }
}

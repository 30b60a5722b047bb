import type { InfluxHttp } from './influx-http.js';
import { lineTag, storedName } from './influx-names.js';
import { newestTimeMs, oldestTimeMs, startOfHour, hourMs, timeCondition } from './influx-times.js';
import { type Cell, influxQl, numberOf, rowsOf } from './influxql.js';
import type { InfluxRuns } from './influx-runs.js';
import type { LineWriter } from './line-writer.js';

/** Longest time from the moment a writer looks at the clock until its rows are in, differences of clocks included. */
const settleMs = 300_000;
/** How long marks read from the server are trusted. */
const trustedMs = 5_000;
/** A mark of this process is as good as a new one for this long; far below `settleMs`. */
const markLastsMs = 60_000;
const mostMarksKept = 10_000;
const measurement = 'plenum.roll_up';

/** Which hours of raw rows are in the tiers. */
export interface RolledUp {
  /** All hours before this one are, epoch ms; undefined before the first roll-up. */
  readonly untilMs: number | undefined;
  /** Arrivals up to this time are in the tiers, also those that came late for an hour already rolled up. */
  readonly arrivedUntilMs: number;
  /** By stored metric: when the last late row came for an hour, by the start of the hour. */
  readonly late: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

/** What a roll-up has done. */
export interface RollUpDone {
  readonly untilMs: number;
  readonly startedMs: number;
  /** Of the server, as it began. */
  readonly run: number;
  /** Whether its rows outlive the end of that run. */
  readonly isSafe: boolean;
}

/** How far a roll-up had come, and what of it cannot be lost: fields of its mark. */
interface Done {
  readonly untilMs: number;
  readonly arrivedUntilMs: number;
}

const none: RolledUp = { untilMs: undefined, arrivedUntilMs: Number.NEGATIVE_INFINITY, late: new Map() };

/** First hour that a roll-up at this time leaves alone: rows for it may still be on their way. */
export function firstOpenHour(nowMs: number): number {
  return startOfHour(nowMs - settleMs) - hourMs;
}

/** Rows before this time may belong to an hour that is rolled up already: a writer marks such an hour first. */
export function lateBefore(nowMs: number): number {
  return startOfHour(nowMs) - hourMs;
}

/**
 * What all processes must know of the roll-up, kept in the bucket of hours under `plenum.roll_up`. A row for an hour
 * that may be rolled up already marks that hour before it is written; readers then read the hour raw, and the next
 * roll-up makes it anew. Marks are never deleted: what arrived before a roll-up began is done.
 *
 * The server may lose rows of the tiers, and marks, when it starts anew. So a roll-up that was not secured counts only in
 * the run in which it was made: afterwards what counts is how far the last secured one had come.
 */
export class RollUpMarks {
  #known = none;
  #readMs = Number.NEGATIVE_INFINITY;
  /** When this process last marked an hour, by the line that does so. */
  readonly #marked = new Map<string, number>();
  /** Of the last roll-up read: what of it cannot be lost. */
  #safe: Done | undefined;

  constructor(
    private readonly http: InfluxHttp,
    private readonly writer: LineWriter,
    private readonly bucket: string,
    private readonly runs: InfluxRuns,
  ) {
    runs.onRestart(() => {
      this.#marked.clear();
      this.#readMs = Number.NEGATIVE_INFINITY;
    });
  }

  /** At most a few seconds old; this process' own marks are always in it. */
  async read(nowMs: number): Promise<RolledUp> {
    if (nowMs < this.#readMs || nowMs - this.#readMs > trustedMs) await this.refresh(nowMs);
    return this.#known;
  }

  async refresh(nowMs: number): Promise<RolledUp> {
    const [row] = await rowsOf(
      this.http,
      this.bucket,
      `SELECT "until", "arrived", "run", "safe_until", "safe_arrived" FROM "${measurement}" ` +
        `WHERE "metric" = '' ORDER BY time DESC LIMIT 1`,
    );
    this.#safe = row && doneOf(row[4], row[5]);
    const done = row && (numberOf(row[3]) === this.runs.current ? doneOf(row[1], row[2]) : this.#safe);
    this.#known = done ? { ...done, late: await this.#lateSince(done.arrivedUntilMs) } : none;
    this.#readMs = nowMs;
    return this.#known;
  }

  /** Acknowledged when it resolves: rows of these hours may be written from then on. */
  async markLate(hours: ReadonlyMap<string, ReadonlySet<number>>, nowMs: number): Promise<void> {
    const due: { key: string; line: string }[] = [];
    for (const [metric, starts] of hours) {
      const head = `${measurement}${lineTag('metric', metric)}`;
      for (const start of starts) {
        const key = `${head} ${start}`;
        const markedMs = this.#marked.get(key) ?? Number.NEGATIVE_INFINITY;
        if (Math.abs(nowMs - markedMs) > markLastsMs) due.push({ key, line: `${head} late=${nowMs} ${start}\n` });
      }
    }
    if (due.length === 0) return;
    await this.writer.write(this.bucket, due.map(({ line }) => line).join(''));
    if (this.#marked.size > mostMarksKept) this.#marked.clear();
    for (const { key } of due) this.#marked.set(key, nowMs);
    // What is cached does not know of these marks.
    this.#readMs = Number.NEGATIVE_INFINITY;
  }

  /** States that all hours before `untilMs` are rolled up with everything that arrived before `startedMs`. */
  async done({ untilMs, startedMs, run, isSafe }: RollUpDone): Promise<void> {
    const done = { untilMs, arrivedUntilMs: startedMs - settleMs };
    const safe = isSafe ? done : this.#safe;
    const safeFields = safe ? `,safe_until=${safe.untilMs},safe_arrived=${safe.arrivedUntilMs}` : '';
    const fields = `until=${done.untilMs},arrived=${done.arrivedUntilMs},run=${run}${safeFields}`;
    await this.writer.write(this.bucket, `${measurement} ${fields} ${startedMs}\n`);
    this.#readMs = Number.NEGATIVE_INFINITY;
  }

  async #lateSince(arrivedMs: number): Promise<Map<string, Map<number, number>>> {
    const everything = timeCondition({ fromMs: oldestTimeMs, toMs: newestTimeMs });
    const [answer = []] = await influxQl(this.http, this.bucket, [
      `SELECT "late" FROM "${measurement}" WHERE ${everything} AND "late" > ${arrivedMs} GROUP BY "metric"`,
    ]);
    return new Map(
      answer.map(({ tags, rows }) => [
        tags['metric'] ?? '',
        new Map(rows.map((row) => [numberOf(row[0]), numberOf(row[1])])),
      ]),
    );
  }
}

/** Undefined where a mark lacks them. */
function doneOf(until: Cell | undefined, arrived: Cell | undefined): Done | undefined {
  const [untilMs, arrivedUntilMs] = [numberOf(until), numberOf(arrived)];
  return Number.isNaN(untilMs) || Number.isNaN(arrivedUntilMs) ? undefined : { untilMs, arrivedUntilMs };
}

/** Hours of rows that are late at this time, by stored metric. Rows that are too old to be kept mark nothing. */
export function lateHours(
  rows: { readonly length: number; readonly seriesIds: Int32Array; readonly at: Float64Array },
  metricOf: (seriesId: number) => string,
  { nowMs, keptMs }: { readonly nowMs: number; readonly keptMs: number },
): Map<string, Set<number>> {
  const before = lateBefore(nowMs);
  const oldestKept = Math.max(oldestTimeMs, nowMs - keptMs);
  const hours = new Map<string, Set<number>>();
  for (let row = 0; row < rows.length; row += 1) {
    const at = rows.at[row] ?? Number.NaN;
    if (!(at >= oldestKept && at < before)) continue;
    const metric = storedName(metricOf(rows.seriesIds[row] ?? 0));
    const starts = hours.get(metric) ?? new Set();
    starts.add(startOfHour(at));
    hours.set(metric, starts);
  }
  return hours;
}

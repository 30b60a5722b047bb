import { DomainError } from '../../../domain/errors.js';
import type { Buckets, Tier } from './buckets.js';
import { minuteAggregates } from './flux-aggregates.js';
import type { InfluxHttp } from './influx-http.js';
import { hourMs, oldestTimeMs, startOfHour } from './influx-times.js';
import type { InfluxRuns } from './influx-runs.js';
import { influxQl, numberOf } from './influxql.js';
import type { LineWriter } from './line-writer.js';
import { firstOpenHour, type RolledUp, type RollUpMarks } from './roll-up-marks.js';
import { TierRows } from './tier-rows.js';

const charactersPerRequest = 1_000_000;
const minuteTier: Tier = { suffix: '_1m', widthMs: 60_000 };
const hourTier: Tier = { suffix: '_1h', widthMs: hourMs };

/** An hour of one measurement that the tiers lack. */
interface Lack {
  readonly measurement: string;
  readonly hour: number;
}

/**
 * Brings the tiers up to date: hours that have ended, and hours for which rows came late. Writing a row of a tier again
 * replaces it, so a roll-up that was cut short, or two at the same time, do no harm.
 */
export class RollUp {
  constructor(
    private readonly http: InfluxHttp,
    private readonly writer: LineWriter,
    private readonly buckets: Buckets,
    private readonly marks: RollUpMarks,
    private readonly runs: InfluxRuns,
  ) {}

  async run(nowMs: number): Promise<void> {
    const run = this.runs.current;
    const rolledUp = await this.marks.refresh(nowMs);
    const untilMs = Math.max(firstOpenHour(nowMs), rolledUp.untilMs ?? oldestTimeMs);
    for (const lack of await this.#lacking(rolledUp, untilMs, nowMs)) await this.#fill(lack);
    await this.marks.done({ untilMs, startedMs: nowMs, run, isSafe: await this.#isSafe(run) });
  }

  /** Whether what was written since the run was looked at outlives its end. */
  async #isSafe(run: number): Promise<boolean> {
    try {
      return (await this.runs.secure()) === run;
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'unavailable')) throw error;
      return false;
    }
  }

  async #lacking(rolledUp: RolledUp, untilMs: number, nowMs: number): Promise<readonly Lack[]> {
    // Of an hour that has begun to expire, the tiers know more than the raw rows.
    const firstWholeHour = Math.ceil((nowMs - this.buckets.rawKeptMs) / hourMs) * hourMs;
    const lacking: Lack[] = [];
    for (const [measurement, hours] of rolledUp.late) {
      for (const hour of hours.keys()) {
        if (hour >= firstWholeHour && hour < (rolledUp.untilMs ?? oldestTimeMs)) lacking.push({ measurement, hour });
      }
    }
    for (const [measurement, oldestAt] of await this.#oldestRows()) {
      const start = Math.max(startOfHour(oldestAt), rolledUp.untilMs ?? oldestTimeMs, firstWholeHour);
      for (let hour = start; hour < untilMs; hour += hourMs) lacking.push({ measurement, hour });
    }
    return lacking;
  }

  async #oldestRows(): Promise<Map<string, number>> {
    const [answer = []] = await influxQl(this.http, this.buckets.raw, ['SELECT first("value") FROM /.*/']);
    return new Map(answer.map(({ name, rows }) => [name, numberOf(rows[0]?.[0])]));
  }

  async #fill({ measurement, hour }: Lack): Promise<void> {
    const rows = new TierRows(measurement, hour);
    const range = { fromMs: hour, toMs: hour + hourMs };
    for await (const row of minuteAggregates(this.http, this.buckets.raw, measurement, range)) rows.add(row);
    let minutes = '';
    let hours = '';
    for (const lines of rows.lines()) {
      minutes += lines.minutes;
      hours += lines.hour;
      if (minutes.length < charactersPerRequest) continue;
      await this.#write(minutes, hours);
      minutes = hours = '';
    }
    await this.#write(minutes, hours);
  }

  async #write(minutes: string, hours: string): Promise<void> {
    await this.writer.write(this.buckets.tier(minuteTier), minutes);
    await this.writer.write(this.buckets.tier(hourTier), hours);
  }
}

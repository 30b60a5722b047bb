import type { StoreStats } from '../../../ports/telemetry-store.js';
import { type Buckets, tiers } from './buckets.js';
import type { InfluxHttp } from './influx-http.js';
import { newestTimeMs, oldestTimeMs, timeCondition } from './influx-times.js';
import { influxQl, numberOf } from './influxql.js';
import type { RolledUp } from './roll-up-marks.js';

/**
 * What the store holds: rolled-up hours are counted from the tier, so late rows of such an hour count after the next
 * roll-up; newer rows are counted one by one, about two million a second.
 */
export async function storeStats(http: InfluxHttp, buckets: Buckets, { untilMs }: RolledUp): Promise<StoreStats> {
  const settledMs = untilMs ?? oldestTimeMs;
  const [counted = [], first = [], last = []] = await influxQl(http, buckets.raw, [
    `SELECT count("value"), count("score") FROM /.*/ WHERE ${timeCondition({ fromMs: settledMs, toMs: newestTimeMs })}`,
    'SELECT first("value") FROM /.*/',
    `SELECT last("value") FROM /.*/ WHERE ${timeCondition({ fromMs: oldestTimeMs, toMs: newestTimeMs })}`,
  ]);
  const hours = tiers.at(-1);
  const [rolledUp = [], firstHour = []] =
    hours && untilMs !== undefined
      ? await influxQl(http, buckets.tier(hours), [
          `SELECT sum("count"), sum("scored") FROM /.*/ WHERE ${timeCondition({ fromMs: oldestTimeMs, toMs: settledMs })}`,
          'SELECT first("count") FROM /.*/',
        ])
      : [];
  const column = (answer: typeof counted, index: number) =>
    answer.flatMap(({ rows }) => rows.map((row) => numberOf(row[index]))).filter((value) => !Number.isNaN(value));
  const total = (index: number) => [...column(counted, index), ...column(rolledUp, index)].reduce((a, b) => a + b, 0);
  return {
    points: total(1),
    scores: total(2),
    oldestAt: extreme([...column(first, 0), ...column(firstHour, 0)], Math.min),
    newestAt: extreme(column(last, 0), Math.max),
    bytesOnDisk: await bytesOnDisk(http, buckets),
  };
}

/** Shards and their logs, as the server's own metrics report them. */
async function bytesOnDisk(http: InfluxHttp, buckets: Buckets): Promise<number> {
  const ids = new Set(buckets.ids);
  let bytes = 0;
  for await (const lines of http.lines({ method: 'GET', path: '/metrics' })) {
    for (const line of lines) {
      const sample = /^storage_(?:shard_disk_size|wal_size)\{bucket="([^"]*)".*\} (\S+)$/.exec(line);
      if (sample && ids.has(sample[1] ?? '')) bytes += Number(sample[2]);
    }
  }
  return bytes;
}

function extreme(values: readonly number[], choose: (a: number, b: number) => number): number {
  return values.length === 0 ? Number.NaN : values.reduce((a, b) => choose(a, b));
}

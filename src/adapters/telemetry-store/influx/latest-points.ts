import type { SeriesDescriptor } from '../../../domain/telemetry/series.js';
import type { LatestPoint } from '../../../ports/telemetry-store.js';
import type { InfluxHttp } from './influx-http.js';
import { identifier, storedName } from './influx-names.js';
import { hourMs, newestTimeMs, oldestTimeMs, timeCondition } from './influx-times.js';
import { influxQl, numberOf, seriesCondition } from './influxql.js';

/** Up to so many series of one metric are asked for by name; of more, the whole metric is read. */
const fewSeries = 30;

/** The newest point of each series that has one. Most have one within the last hour, and its shard is read first. */
export async function latestPoints(
  http: InfluxHttp,
  bucket: string,
  series: readonly SeriesDescriptor[],
  nowMs: number,
): Promise<readonly LatestPoint[]> {
  const found = new Map<number, LatestPoint>();
  for (const fromMs of [nowMs - hourMs, oldestTimeMs]) {
    const missing = series.filter(({ id }) => !found.has(id));
    for (const point of await newestFrom(http, bucket, missing, fromMs)) found.set(point.seriesId, point);
  }
  return series.flatMap(({ id }) => found.get(id) ?? []);
}

async function newestFrom(
  http: InfluxHttp,
  bucket: string,
  series: readonly SeriesDescriptor[],
  fromMs: number,
): Promise<LatestPoint[]> {
  if (series.length === 0) return [];
  const byMetric = new Map<string, SeriesDescriptor[]>();
  for (const one of series) {
    const members = byMetric.get(one.metric);
    if (members) members.push(one);
    else byMetric.set(one.metric, [one]);
  }
  const statements = [...byMetric].map(([metric, members]) => newestStatement(metric, members, fromMs));
  const answers = await influxQl(http, bucket, statements);
  const ids = new Map(series.map((one) => [keyOf(one.metric, one.assetId, one.component), one.id]));
  return answers.flat().flatMap(({ name, tags, rows: [row] }) => {
    const seriesId = ids.get([name, tags['asset'] ?? '', tags['component'] ?? ''].join('\n'));
    if (seriesId === undefined || !row) return [];
    return { seriesId, at: numberOf(row[0]), value: numberOf(row[1]) };
  });
}

function newestStatement(metric: string, members: readonly SeriesDescriptor[], fromMs: number): string {
  const named = members.map((one) => `(${seriesCondition(one)})`).join(' OR ');
  const which = members.length <= fewSeries ? ` AND (${named})` : '';
  const when = timeCondition({ fromMs, toMs: newestTimeMs });
  return `SELECT last("value") FROM ${identifier(storedName(metric))} WHERE ${when}${which} GROUP BY "asset", "component"`;
}

/** Names hold no control characters, so a line break keeps the parts apart. */
function keyOf(...names: readonly string[]): string {
  return names.map(storedName).join('\n');
}

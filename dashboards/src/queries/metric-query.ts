import type { CatalogueMetric } from '../../../src/domain/telemetry/metric-catalogue.js';
import { type InfluxQlOptions, InfluxQlQuery } from './influxql-query.js';

export interface MetricQuery extends InfluxQlOptions {
  /** The compiler checks the name against the catalogue. */
  readonly metric: CatalogueMetric;
  /** `mean` unless told. */
  readonly by?: 'mean' | 'max' | 'min' | 'last';
  readonly field?: 'value' | 'score';
  /** Variables whose choice the assets are; absent: every asset. */
  readonly assets?: string;
  /** Tags that tell the lines apart; absent: one line for all. */
  readonly lines?: readonly ('asset' | 'component')[];
}

/** One metric over time. */
export function metricOverTime(query: MetricQuery): InfluxQlQuery {
  return new InfluxQlQuery(
    `SELECT ${selected(query)} FROM "${query.metric}" WHERE ${where(query)} ` +
      `GROUP BY ${['time($__interval)', ...tags(query)].join(', ')} fill(none)`,
    { alias: aliasOf(query), ...query },
  );
}

/** The newest value of each line. */
export function newestOf(query: MetricQuery): InfluxQlQuery {
  const lines = tags(query);
  return new InfluxQlQuery(
    `SELECT ${selected({ by: 'last', ...query })} FROM "${query.metric}" WHERE ${where(query)}` +
      (lines.length === 0 ? '' : ` GROUP BY ${lines.join(', ')}`),
    { alias: aliasOf(query), ...query },
  );
}

/** The sum over all assets: first each asset's mean of the interval, so that how often one reports does not count. */
export function totalOverTime(query: MetricQuery): InfluxQlQuery {
  return new InfluxQlQuery(
    `SELECT sum("mean") FROM (SELECT mean("value") FROM "${query.metric}" WHERE ${where(query)} ` +
      `GROUP BY time($__interval), "asset", "component" fill(none)) WHERE $timeFilter GROUP BY time($__interval) fill(none)`,
    { alias: 'total', ...query },
  );
}

function selected({ by = 'mean', field = 'value' }: MetricQuery): string {
  return `${by}("${field}")`;
}

function where({ assets }: MetricQuery): string {
  return assets === undefined ? '$timeFilter' : `"asset" =~ /^$${assets}$/ AND $timeFilter`;
}

function tags({ lines = ['asset'] }: MetricQuery): readonly string[] {
  return lines.map((tag) => `"${tag}"`);
}

function aliasOf({ lines = ['asset'], metric }: MetricQuery): string {
  return lines.length === 0 ? metric : lines.map((tag) => `$tag_${tag}`).join(' ');
}

import type { Rows, Tags } from '../../domain/influxql/rows.js';
import { noRows } from '../../domain/influxql/rows.js';
import type { SeriesDescriptor } from '../../domain/telemetry/series.js';
import type { SeriesRegistry } from '../../domain/telemetry/series-registry.js';
import type { SeriesPoints, TelemetryStore } from '../../ports/telemetry-store.js';
import type { Measurement, Measurements, ReadableSeries, TimeRange } from './measurement.js';
import { type Placed, placeTagKeys, placeTags } from './place-tags.js';

/** Fields of every metric: the point, its score, and the band that was expected. */
const fields = { expected: 'float', lower: 'float', score: 'float', upper: 'float', value: 'float' } as const;
const tagKeys = ['asset', 'component', ...placeTagKeys];

/** How far back from the end the newest value is looked for first; each further look goes ten times as far. */
const firstLookBackMs = 600_000;

/** Metrics as measurements: one for each metric, with the tags asset and component and where the asset stands. */
export class TelemetryMeasurements implements Measurements {
  constructor(
    private readonly registry: SeriesRegistry,
    private readonly store: TelemetryStore,
    private readonly site: Placed,
  ) {}

  all(): readonly Measurement[] {
    const byMetric = new Map<string, SeriesDescriptor[]>();
    for (const series of this.registry.all()) {
      const siblings = byMetric.get(series.metric);
      if (siblings) siblings.push(series);
      else byMetric.set(series.metric, [series]);
    }
    return [...byMetric].map(([metric, series]) => this.#measurement(metric, series));
  }

  find(name: string): Measurement | undefined {
    const series = [...this.registry.all()].filter(({ metric }) => metric === name);
    return series.length === 0 ? undefined : this.#measurement(name, series);
  }

  #measurement(name: string, series: readonly SeriesDescriptor[]): Measurement {
    return { name, tagKeys, fields, series: (_range, fits) => Promise.resolve(this.#readable(series, fits)) };
  }

  #readable(series: readonly SeriesDescriptor[], fits: (tags: Tags) => boolean): readonly ReadableSeries[] {
    const { model } = this.site;
    return series.flatMap(({ id, assetId, component }) => {
      const tags = { asset: assetId, component, ...placeTags(model, assetId) };
      return fits(tags) ? [new StoredSeries(tags, id, this.store)] : [];
    });
  }
}

class StoredSeries implements ReadableSeries {
  constructor(
    readonly tags: Tags,
    private readonly seriesId: number,
    private readonly store: TelemetryStore,
  ) {}

  async read(range: TimeRange, limit: number): Promise<Rows> {
    return rawRows(await this.store.readPoints({ seriesId: this.seriesId, ...range, limit }));
  }

  async readSteps(range: TimeRange, stepMs: number, limit: number): Promise<Rows> {
    return steppedRows(await this.store.readPoints({ seriesId: this.seriesId, ...range, stepMs, limit }));
  }

  /** Looks back from the newest point, further and further, until every field that is asked for has a value. */
  async readNewest({ fromMs, toMs }: TimeRange, wanted: readonly string[], limit: number): Promise<Rows> {
    const [newest] = await this.store.latest([this.seriesId]);
    if (!newest || newest.at < fromMs) return noRows;
    const endMs = Math.min(toMs, newest.at + 1);
    for (let lookBackMs = firstLookBackMs; ; lookBackMs *= 10) {
      const startMs = Math.max(fromMs, endMs - lookBackMs);
      const rows = await this.read({ fromMs: startMs, toMs: endMs }, limit);
      if (startMs === fromMs || wanted.every((field) => hasValue(rows, field))) return rows;
    }
  }
}

function hasValue(rows: Rows, field: string): boolean {
  const column = rows.columns.get(field);
  return column === undefined || Array.from(column).some((value) => !Number.isNaN(value));
}

function rawRows({ at, value, score, expected, lower, upper }: SeriesPoints): Rows {
  return { at, columns: new Map(Object.entries({ value, score, expected, lower, upper })) };
}

function steppedRows(points: SeriesPoints): Rows {
  return {
    at: points.at,
    columns: new Map([
      ['mean(value)', points.value],
      ['min(value)', points.min],
      ['max(value)', points.max],
      ['max(score)', points.score],
      ['mean(expected)', points.expected],
      ['mean(lower)', points.lower],
      ['mean(upper)', points.upper],
    ]),
  };
}

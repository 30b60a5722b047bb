import type { Tags } from '../../domain/influxql/rows.js';
import type { SeriesDescriptor } from '../../domain/telemetry/series.js';
import type { SeriesRegistry } from '../../domain/telemetry/series-registry.js';
import type { TelemetryStore } from '../../ports/telemetry-store.js';
import type { Measurement, Measurements, SeriesSet } from './measurement.js';
import { type Placed, placeTagKeys, placeTags } from './place-tags.js';
import { StoredSeries } from './stored-series.js';

/** Fields of every metric: the point, its score, and the band that was expected. */
const fields = { expected: 'float', lower: 'float', score: 'float', upper: 'float', value: 'float' } as const;
const tagKeys = ['asset', 'component', ...placeTagKeys];

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
    return { name, tagKeys, fields, series: (_range, fits) => Promise.resolve(this.#stored(series, fits)) };
  }

  #stored(series: readonly SeriesDescriptor[], fits: (tags: Tags) => boolean): SeriesSet {
    const { model } = this.site;
    const found = series.flatMap(({ id, assetId, component }) => {
      const tags = { asset: assetId, component, ...placeTags(model, assetId) };
      return fits(tags) ? [{ id, tags }] : [];
    });
    return new StoredSeries(
      this.store,
      found.map(({ id }) => id),
      found.map(({ tags }) => tags),
    );
  }
}

import type { SiteModel } from '../domain/assets/site-model.js';
import { LONGEST_GAP_MS, valueBetween } from '../domain/detection/derived/between-readings.js';
import { seriesOfInputs } from '../domain/detection/derived/input-series.js';
import type { Explanation, InputReading } from '../domain/detection/explanation/explanation.js';
import { inputsOfResidual } from '../domain/detection/residuals/catalogue.js';
import type { SeriesDescriptor } from '../domain/telemetry/series.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';

/** Of what a residual is made of; a PDU may feed hundreds of servers. */
const mostSeries = 100;
/** Of one series: some ten points a second. */
const mostRows = 12_000;

/** Reads what a residual was computed from, by the site as it is now. */
export class ResidualInputs {
  constructor(
    private readonly registry: SeriesRegistry,
    private readonly store: Pick<TelemetryStore, 'readManyPoints'>,
    private readonly site: () => SiteModel,
  ) {}

  /** At a time, epoch ms. Nothing for a series that is measured. */
  async at(residual: SeriesDescriptor, time: number): Promise<Pick<Explanation, 'madeOf' | 'madeOfInAll'>> {
    const all = seriesOfInputs(inputsOfResidual(this.site(), residual), (id) => this.registry.ofAsset(id));
    const read = new Map(all.slice(0, mostSeries).map((series) => [series.id, series]));
    const madeOf: InputReading[] = [];
    const around = { fromMs: time - LONGEST_GAP_MS, toMs: time + LONGEST_GAP_MS, limit: mostRows, scored: false };
    for await (const { seriesId, points } of this.store.readManyPoints({ seriesIds: [...read.keys()], ...around })) {
      const series = read.get(seriesId);
      if (series) madeOf.push({ series, value: valueBetween([...points.at], [...points.value], time) });
    }
    return { madeOf, madeOfInAll: all.length };
  }
}

import { forecastableOf } from '../../domain/forecasting/live/forecast-kind.js';
import type { LiveForecast } from '../../domain/forecasting/live/live-forecast.js';
import type { Rows } from '../../domain/influxql/rows.js';
import type { LatestForecasts } from '../forecasting/latest-forecasts.js';
import { LoneMeasurement } from './lone-measurement.js';
import type { FieldType, Measurement, TimeRange } from './measurement.js';
import { type Placed, placeTagKeys, placeTags } from './place-tags.js';
import { type SeriesInMemory, seriesInMemory } from './series-in-memory.js';

const name = 'plenum_forecasts';
type Column = readonly [name: string, values: Float32Array];

/**
 * The newest forecasts as the measurement `plenum_forecasts`, for the fan behind a metric: a point at the begin of each
 * hour to come, with `mean`, what seasonal naive says (`baseline`), and the bounds of each level, such as `lower_80` and
 * `upper_80`. The tag `kind` says what stands there, `quantity` what is forecast: load, power, temperature or cooling.
 */
export class ForecastMeasurement extends LoneMeasurement {
  constructor(
    private readonly latest: LatestForecasts,
    private readonly site: Placed,
  ) {
    super();
  }

  protected override get measurement(): Measurement {
    const newest = [...this.latest.all()];
    // A subject that is new may have no bands yet, so one alone does not tell the fields.
    const names = new Set(['mean', 'baseline', ...newest.flatMap((each) => columnsOf(each).map(([field]) => field))]);
    return {
      name,
      tagKeys: ['asset', 'component', 'forecaster', 'metric', 'quantity', ...placeTagKeys],
      fields: Object.fromEntries([...names].map((field): [string, FieldType] => [field, 'float'])),
      series: (_range, fits) => {
        const series = newest.map((forecast) => this.#series(forecast));
        return Promise.resolve(seriesInMemory(series.filter(({ tags }) => fits(tags))));
      },
    };
  }

  #series(forecast: LiveForecast): SeriesInMemory {
    const { subject, forecaster } = forecast;
    const { assetId: asset, metric, component } = subject;
    const quantity = forecastableOf(metric)?.kind ?? '';
    const tags = { asset, component, forecaster, metric, quantity, ...placeTags(this.site.model, asset) };
    return { tags, within: (range) => rowsWithin(forecast, range) };
  }
}

function columnsOf({ mean, baseline, bands }: LiveForecast): readonly Column[] {
  return [
    ['mean', mean],
    ['baseline', baseline],
    ...bands.flatMap(({ level, lower, upper }): Column[] => {
      const percent = String(Number((level * 100).toPrecision(6))).replace('.', '_');
      return [
        [`lower_${percent}`, lower],
        [`upper_${percent}`, upper],
      ];
    }),
  ];
}

function rowsWithin(forecast: LiveForecast, { fromMs, toMs }: TimeRange): Rows {
  const { originMs, stepMs, mean } = forecast;
  const step = (ms: number) => Math.min(mean.length, Math.max(0, Math.ceil((ms - originMs) / stepMs)));
  const [from, to] = [step(fromMs), step(toMs)];
  const at = Array.from({ length: Math.max(0, to - from) }, (_, i) => originMs + (from + i) * stepMs);
  return { at, columns: new Map(columnsOf(forecast).map(([field, values]) => [field, values.slice(from, to)])) };
}

import { describe, expect, it } from '@jest/globals';
import { aForecast, hourMs, monday } from '../../../test/forecasting/builders.js';
import { FakeClock } from '../../adapters/system/fake-clock.js';
import { newAsset } from '../../domain/assets/asset.js';
import { SiteModel } from '../../domain/assets/site-model.js';
import { LatestForecasts } from '../forecasting/latest-forecasts.js';
import { AnswerInfluxQl } from './answer-influxql.js';
import { ForecastMeasurement } from './forecast-measurement.js';
import { MeasurementCatalogue } from './measurement-catalogue.js';

const model = new SiteModel([
  newAsset({ id: 'hall', kind: 'room', parentId: null }),
  newAsset({ id: 'rack-01', kind: 'rack', parentId: 'hall' }),
]);

function answering(...forecasts: Parameters<LatestForecasts['take']>[0][]): AnswerInfluxQl {
  const latest = new LatestForecasts();
  for (const each of forecasts) latest.take(each);
  const measurements = new MeasurementCatalogue([new ForecastMeasurement(latest, { model })]);
  return new AnswerInfluxQl(measurements, new FakeClock(monday));
}

describe('forecasts in InfluxQL', () => {
  it('are the hours to come, with the bounds of each level', async () => {
    const answer = answering([aForecast()], [aForecast({ originMs: monday + hourMs })]);
    const query =
      'SELECT mean, baseline, lower_80, upper_95 FROM plenum_forecasts' +
      ` WHERE time >= ${monday}ms AND time < ${monday + 3 * hourMs}ms AND room = 'hall' GROUP BY asset`;
    const [result] = await answer.answer(query);
    expect(result).toMatchObject({
      series: [
        {
          name: 'plenum_forecasts',
          tags: { asset: 'rack-01' },
          rows: [
            { at: monday + hourMs, values: [5000.5, 5100, 4900, 5300] },
            { at: monday + 2 * hourMs, values: [5200, 5100, 5000, 5700] },
          ],
        },
      ],
    });
  });

  it('of a new series come without bounds', async () => {
    const young = aForecast({ bands: [], subject: { ...aForecast().subject, assetId: 'rack-02' } });
    const answer = answering([aForecast(), young]);
    const [result] = await answer.answer(
      `SELECT mean, lower_80 FROM plenum_forecasts WHERE asset = 'rack-02' AND time < ${monday + hourMs}ms`,
    );
    expect(result).toMatchObject({ series: [{ rows: [{ at: monday, values: [5000.5, null] }] }] });
  });
});

import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type ForecastFilter, QueryForecasts } from '../../application/forecasting/query-forecasts.js';
import { baseline, forecasters } from '../../domain/forecasting/catalogue.js';
import { seriesKey } from '../../domain/telemetry/series.js';
import { decodeCursor } from '../cursor.js';
import { readPage } from '../read-page.js';
import { mapForecast } from './forecasts.mapping.js';
import { ForecasterList, ForecastPage, ForecastQuery } from './forecasts.schema.js';

@ApiTags('forecasts')
@Controller('api/v1')
export class ForecastsController {
  constructor(private readonly forecasts: QueryForecasts) {}

  @Get('forecasts')
  @ApiOperation({ summary: 'Forecasts with intervals, skill and coverage, of series and of what stands in a place' })
  @ApiOkResponse({ standardSchema: ForecastPage })
  async list(@Query({ schema: ForecastQuery }) query: ForecastQuery): Promise<z.infer<typeof ForecastPage>> {
    const after = decodeCursor(query.cursor, z.object({ key: z.string() }))?.key;
    const { items, nextCursor } = await readPage(
      query.limit,
      (limit) =>
        this.forecasts.list(filterOf(query), {
          limit,
          ...(after === undefined ? {} : { after }),
          ...(query.asOf === undefined ? {} : { asOfMs: query.asOf }),
        }),
      ({ forecast }) => ({ key: seriesKey(forecast.subject) }),
    );
    const shown = { horizonMs: query.horizon, levels: query.levels };
    return { items: items.map((view) => mapForecast(view, shown)), nextCursor };
  }

  @Get('forecasters')
  @ApiOperation({ summary: 'The catalogue of forecasters' })
  @ApiOkResponse({ standardSchema: ForecasterList })
  forecasters(): z.infer<typeof ForecasterList> {
    const items = Object.keys(forecasters).map((name) => ({ name, isBaseline: name === baseline }));
    return { items, nextCursor: null };
  }
}

function filterOf({ series, asset, metric, component }: ForecastQuery): ForecastFilter {
  return {
    ...(series === undefined ? {} : { seriesIds: series }),
    ...(asset === undefined ? {} : { assetId: asset }),
    ...(metric === undefined ? {} : { metric }),
    ...(component === undefined ? {} : { component }),
  };
}

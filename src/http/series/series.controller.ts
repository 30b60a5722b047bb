import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { DetectionSettings } from '../../application/detection-settings.js';
import { SiteAssets } from '../../application/site-assets.js';
import { QuerySeries } from '../../application/query-series.js';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { isoOf } from '../iso.js';
import { mapDetection } from '../detectors/detectors.mapping.js';
import { SeriesDetectionOut } from '../detectors/detectors.schema.js';
import { readPage } from '../read-page.js';
import { mapPoints, mapSeries, mapStep } from './series.mapping.js';
import { PointsOut, PointsQueryIn, SeriesId, SeriesOut, SeriesPage, SeriesQuery } from './series.schema.js';

@ApiTags('series')
@Controller('api/v1/series')
export class SeriesController {
  constructor(
    private readonly series: QuerySeries,
    private readonly assets: SiteAssets,
    private readonly settings: DetectionSettings,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Series with their newest points' })
  @ApiOkResponse({ standardSchema: SeriesPage })
  async list(@Query({ schema: SeriesQuery }) query: SeriesQuery): Promise<z.infer<typeof SeriesPage>> {
    const after = decodeCursor(query.cursor, z.object({ id: z.number() }))?.id ?? 0;
    const filter = {
      ...(query.asset === undefined ? {} : { assetId: query.asset }),
      ...(query.metric === undefined ? {} : { metric: query.metric }),
      ...(query.component === undefined ? {} : { component: query.component }),
      ...(query.source === undefined ? {} : { source: query.source }),
      ...(query.anomalous === undefined ? {} : { anomalous: query.anomalous }),
      ...(query.room === undefined ? {} : { among: this.assets.idsWithin(query.room) }),
    };
    const { items, nextCursor } = await readPage(
      query.limit,
      (limit) => this.series.list(filter, after, limit),
      ({ series: { id } }) => ({ id }),
    );
    return { items: items.map(mapSeries), nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One series' })
  @ApiOkResponse({ standardSchema: SeriesOut })
  async get(@Param('id', { schema: SeriesId }) id: number): Promise<SeriesOut> {
    return mapSeries(await this.series.get(id));
  }

  @Get(':id/detection')
  @ApiOperation({ summary: 'How a series is judged, and which rule says so' })
  @ApiOkResponse({ standardSchema: SeriesDetectionOut })
  async detection(@Param('id', { schema: SeriesId }) id: number): Promise<SeriesDetectionOut> {
    const { series } = await this.series.get(id);
    return mapDetection(series, this.settings.explain(series));
  }

  @Get(':id/points')
  @ApiOperation({ summary: 'Points with score, expected value and band' })
  @ApiOkResponse({ standardSchema: PointsOut })
  async points(
    @Param('id', { schema: SeriesId }) id: number,
    @Query({ schema: PointsQueryIn }) query: PointsQueryIn,
  ): Promise<PointsOut> {
    const after = decodeCursor(query.cursor, z.object({ at: z.number(), to: z.number() }));
    const found = await this.series.points(id, {
      fromMs: after ? after.at : query.from,
      toMs: after ? after.to : query.to,
      step: mapStep(query.step),
      limit: query.limit,
    });
    return {
      series: mapSeries(found.view),
      from: isoOf(found.fromMs),
      to: isoOf(found.toMs),
      stepMs: found.stepMs ?? null,
      points: mapPoints(found),
      nextCursor: found.nextFromMs === undefined ? null : encodeCursor({ at: found.nextFromMs, to: found.toMs }),
    };
  }
}

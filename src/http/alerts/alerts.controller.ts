import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { ManageSilences } from '../../application/manage-silences.js';
import { QueryAlerts } from '../../application/query-alerts.js';
import { SiteAssets } from '../../application/site-assets.js';
import type { AlertQuery } from '../../ports/alert-log.js';
import { callerOf, Needs } from '../auth/access.guard.js';
import { decodeCursor } from '../cursor.js';
import { mapSilence, matchersOfSeries } from '../quiet/quiet.mapping.js';
import { AlertSilenceIn, SilenceOut } from '../quiet/silences.schema.js';
import { readPage, startOf } from '../read-page.js';
import { AlertOut, AlertPage, AlertQueryIn } from './alerts.schema.js';
import { PresentAlerts } from './present-alerts.js';

@ApiTags('alerts')
@Controller('api/v1/alerts')
export class AlertsController {
  constructor(
    private readonly alerts: QueryAlerts,
    private readonly assets: SiteAssets,
    private readonly present: PresentAlerts,
    private readonly silences: ManageSilences,
  ) {}

  /** Alerts that fire and those that have resolved, newest start first. */
  @Get()
  @ApiOperation({ summary: 'Alerts, newest start first' })
  @ApiOkResponse({ standardSchema: AlertPage })
  async list(@Query({ schema: AlertQueryIn }) query: AlertQueryIn): Promise<z.infer<typeof AlertPage>> {
    const before = decodeCursor(query.cursor, z.object({ startsAt: z.number(), id: z.string() }));
    const filter: Omit<AlertQuery, 'limit'> = {
      ...(query.state === undefined ? {} : { states: [query.state] }),
      ...(query.asset === undefined ? {} : { assetId: query.asset }),
      ...(query.within === undefined ? {} : { among: this.assets.idsWithin(query.within) }),
      ...(query.series === undefined ? {} : { seriesId: query.series }),
      ...(query.severity === undefined ? {} : { severity: query.severity }),
      ...(query.from === undefined ? {} : { fromMs: query.from }),
      ...(query.to === undefined ? {} : { toMs: query.to }),
      ...(before === undefined ? {} : { before }),
    };
    const { items, nextCursor } = await readPage(
      query.limit,
      (limit) => this.alerts.list({ ...filter, limit }),
      startOf,
    );
    return { items: await this.present.all(items), nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One alert' })
  @ApiOkResponse({ standardSchema: AlertOut })
  async get(@Param('id') id: string): Promise<AlertOut> {
    return this.present.one(await this.alerts.get(id));
  }

  /** Says that the caller looks after it. The first to do so stays. */
  @Post(':id/acknowledge')
  @ApiOperation({ summary: 'Take an alert on' })
  @HttpCode(200)
  @Needs('operator')
  @ApiOkResponse({ standardSchema: AlertOut })
  async acknowledge(@Param('id') id: string, @Req() request: Request): Promise<AlertOut> {
    return this.present.one(await this.alerts.acknowledge(id, callerOf(request).name));
  }

  /** Silences alerts of its kind on its series, this one and those to come. */
  @Post(':id/silence')
  @ApiOperation({ summary: 'Silence an alert' })
  @Needs('operator')
  @ApiCreatedResponse({ standardSchema: SilenceOut })
  async silence(
    @Param('id') id: string,
    @Body({ schema: AlertSilenceIn }) body: AlertSilenceIn,
    @Req() request: Request,
  ): Promise<SilenceOut> {
    const matchers = matchersOfSeries(await this.alerts.get(id));
    const silence = await this.silences.create({ ...body, matchers }, callerOf(request).name);
    return mapSilence(silence, silence.createdAt);
  }
}

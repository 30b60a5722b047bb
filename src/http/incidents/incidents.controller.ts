import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { SiteAssets } from '../../application/site-assets.js';
import { QueryIncidents } from '../../application/query-incidents.js';
import type { IncidentQuery } from '../../ports/incident-log.js';
import { callerOf, Needs } from '../auth/access.guard.js';
import { decodeCursor } from '../cursor.js';
import { readPage, startOf } from '../read-page.js';
import { IncidentDetailOut, IncidentPage, IncidentQueryIn } from './incidents.schema.js';
import { PresentIncidents } from './present-incidents.js';

@ApiTags('incidents')
@Controller('api/v1/incidents')
export class IncidentsController {
  constructor(
    private readonly incidents: QueryIncidents,
    private readonly assets: SiteAssets,
    private readonly present: PresentIncidents,
  ) {}

  /** Alerts grouped by their cause, newest start first. */
  @Get()
  @ApiOperation({ summary: 'Incidents, newest start first' })
  @ApiOkResponse({ standardSchema: IncidentPage })
  async list(@Query({ schema: IncidentQueryIn }) query: IncidentQueryIn): Promise<z.infer<typeof IncidentPage>> {
    const before = decodeCursor(query.cursor, z.object({ startsAt: z.number(), id: z.string() }));
    const filter: Omit<IncidentQuery, 'limit'> = {
      states: query.state === undefined ? ['open', 'resolved'] : [query.state],
      ...(query.asset === undefined ? {} : { assetId: query.asset }),
      ...(query.within === undefined ? {} : { among: this.assets.idsWithin(query.within) }),
      ...(query.severity === undefined ? {} : { severity: query.severity }),
      ...(query.from === undefined ? {} : { fromMs: query.from }),
      ...(query.to === undefined ? {} : { toMs: query.to }),
      ...(before === undefined ? {} : { before }),
    };
    const { items, nextCursor } = await readPage(
      query.limit,
      (limit) => this.incidents.list({ ...filter, limit }),
      startOf,
    );
    return { items: await this.present.all(items), nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One incident with its alerts and its timeline' })
  @ApiOkResponse({ standardSchema: IncidentDetailOut })
  async get(@Param('id') id: string): Promise<IncidentDetailOut> {
    return this.present.view(await this.incidents.get(id));
  }

  /** Says that the caller looks after it. The first to do so stays. */
  @Post(':id/acknowledge')
  @ApiOperation({ summary: 'Take an incident on' })
  @HttpCode(200)
  @Needs('operator')
  @ApiOkResponse({ standardSchema: IncidentDetailOut })
  async acknowledge(@Param('id') id: string, @Req() request: Request): Promise<IncidentDetailOut> {
    return this.present.view(await this.incidents.acknowledge(id, callerOf(request).name));
  }
}

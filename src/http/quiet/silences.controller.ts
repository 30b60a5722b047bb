import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { ManageSilences } from '../../application/manage-silences.js';
import { Clock } from '../../ports/clock.js';
import { PresentAlerts } from '../alerts/present-alerts.js';
import { callerOf, Needs } from '../auth/access.guard.js';
import { decodeCursor } from '../cursor.js';
import { readPage, startOf } from '../read-page.js';
import { mapSilence } from './quiet.mapping.js';
import {
  QuietQueryIn,
  SilenceIn,
  SilenceOut,
  SilencePage,
  SilencePreviewIn,
  SilencePreviewOut,
} from './silences.schema.js';

const mostPreviewed = 100;

@ApiTags('quiet times')
@Controller('api/v1/silences')
export class SilencesController {
  constructor(
    private readonly silences: ManageSilences,
    private readonly present: PresentAlerts,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Silences, newest start first' })
  @ApiOkResponse({ standardSchema: SilencePage })
  async list(@Query({ schema: QuietQueryIn }) query: QuietQueryIn): Promise<z.infer<typeof SilencePage>> {
    const { cursor, expired: isOver } = query;
    const before = decodeCursor(cursor, z.object({ startsAt: z.number(), id: z.string() }));
    const list = (limit: number) => this.silences.list({ limit, isOver, before });
    const { items, nextCursor } = await readPage(query.limit, list, startOf);
    return { items: items.map((silence) => mapSilence(silence, this.clock.now())), nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One silence' })
  @ApiOkResponse({ standardSchema: SilenceOut })
  async get(@Param('id') id: string): Promise<SilenceOut> {
    return mapSilence(await this.silences.get(id), this.clock.now());
  }

  /** Receivers are not told of alerts that fit, from its start until its end. */
  @Post()
  @ApiOperation({ summary: 'Silence alerts' })
  @Needs('operator')
  @ApiCreatedResponse({ standardSchema: SilenceOut })
  async create(@Body({ schema: SilenceIn }) body: SilenceIn, @Req() request: Request): Promise<SilenceOut> {
    return mapSilence(await this.silences.create(body, callerOf(request).name), this.clock.now());
  }

  /** Alerts that fire now and that such a silence would cover. Changes nothing. */
  @Post('preview')
  @ApiOperation({ summary: 'What a silence would cover now' })
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: SilencePreviewOut })
  async preview(@Body({ schema: SilencePreviewIn }) { matchers }: SilencePreviewIn): Promise<SilencePreviewOut> {
    const alerts = await this.silences.preview(matchers);
    return {
      total: alerts.length,
      items: await this.present.all(alerts.slice(0, mostPreviewed)),
    };
  }

  /** Ends it now, before it begins if it has not. It stays on record. */
  @Delete(':id')
  @ApiOperation({ summary: 'End a silence' })
  @Needs('operator')
  @ApiOkResponse({ standardSchema: SilenceOut })
  async end(@Param('id') id: string, @Req() request: Request): Promise<SilenceOut> {
    return mapSilence(await this.silences.end(id, callerOf(request).name), this.clock.now());
  }
}

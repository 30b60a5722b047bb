import { Body, Controller, Delete, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { ManageMaintenance } from '../../application/manage-maintenance.js';
import { callerOf, Needs } from '../auth/access.guard.js';
import { decodeCursor } from '../cursor.js';
import { readPage, startOf } from '../read-page.js';
import { MaintenanceIn, MaintenanceOut, MaintenancePage } from './maintenance.schema.js';
import { mapMaintenance } from './quiet.mapping.js';
import { QuietQueryIn } from './silences.schema.js';

@ApiTags('quiet times')
@Controller('api/v1/maintenance')
export class MaintenanceController {
  constructor(private readonly maintenance: ManageMaintenance) {}

  @Get()
  @ApiOperation({ summary: 'Maintenance windows, newest start first' })
  @ApiOkResponse({ standardSchema: MaintenancePage })
  async list(@Query({ schema: QuietQueryIn }) query: QuietQueryIn): Promise<z.infer<typeof MaintenancePage>> {
    const { cursor, expired: isOver } = query;
    const before = decodeCursor(cursor, z.object({ startsAt: z.number(), id: z.string() }));
    const list = (limit: number) => this.maintenance.list({ limit, isOver, before });
    const { items, nextCursor } = await readPage(query.limit, list, startOf);
    return { items: items.map(mapMaintenance), nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One maintenance window' })
  @ApiOkResponse({ standardSchema: MaintenanceOut })
  async get(@Param('id') id: string): Promise<MaintenanceOut> {
    return mapMaintenance(await this.maintenance.get(id));
  }

  /** Receivers are not told of alerts of what is worked on, and nothing is learned from it. */
  @Post()
  @ApiOperation({ summary: 'Plan maintenance' })
  @Needs('operator')
  @ApiCreatedResponse({ standardSchema: MaintenanceOut })
  async create(@Body({ schema: MaintenanceIn }) body: MaintenanceIn, @Req() request: Request): Promise<MaintenanceOut> {
    const weekly = body.weekly && { timeZone: body.weekly.timeZone, until: body.weekly.until };
    return mapMaintenance(await this.maintenance.create({ ...body, weekly }, callerOf(request).name));
  }

  /** Ends it now, a weekly one for good. It stays on record. */
  @Delete(':id')
  @ApiOperation({ summary: 'End a maintenance window' })
  @Needs('operator')
  @ApiOkResponse({ standardSchema: MaintenanceOut })
  async end(@Param('id') id: string, @Req() request: Request): Promise<MaintenanceOut> {
    return mapMaintenance(await this.maintenance.end(id, callerOf(request).name));
  }
}

import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { z } from 'zod';
import { ManageVersions } from '../../application/manage-versions.js';
import { callerOf, Needs } from '../auth/access.guard.js';
import { mapRollBack, mapVersion, scopeOf } from './versions.mapping.js';
import { RollBackIn, RollBackOut, VersionIn, VersionList, VersionOut } from './versions.schema.js';

@ApiTags('detection')
@Controller('api/v1/detectors/versions')
export class VersionsController {
  constructor(private readonly versions: ManageVersions) {}

  /** Versions of what the detectors have learned, newest first: the last few of each reason. */
  @Get()
  @ApiOperation({ summary: 'Versions of what the detectors have learned' })
  @ApiOkResponse({ standardSchema: VersionList })
  async list(): Promise<z.infer<typeof VersionList>> {
    return { items: (await this.versions.list()).map(mapVersion), nextCursor: null };
  }

  /** Every partition keeps what its detectors have learned before its next batch. */
  @Post()
  @ApiOperation({ summary: 'Take a version of what the detectors have learned' })
  @HttpCode(202)
  @Needs('operator')
  @ApiAcceptedResponse({ standardSchema: VersionOut })
  async take(@Body({ schema: VersionIn }) body: VersionIn, @Req() request: Request): Promise<VersionOut> {
    return mapVersion(await this.versions.take(body.name, callerOf(request).name));
  }

  /** Takes effect before the next batch. Feedback since the version is undone for these series; it can be given again. */
  @Post(':id/rollback')
  @ApiOperation({ summary: 'Give all series, or some, what they had learned by a version' })
  @HttpCode(202)
  @Needs('operator')
  @ApiAcceptedResponse({ standardSchema: RollBackOut })
  async rollBack(
    @Param('id') id: string,
    @Body({ schema: RollBackIn }) body: RollBackIn,
    @Req() request: Request,
  ): Promise<RollBackOut> {
    return mapRollBack(await this.versions.rollBack(id, scopeOf(body), callerOf(request).name));
  }
}

import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { type AssetView, QueryAssets } from '../../application/query-assets.js';
import { SiteAssets } from '../../application/site-assets.js';
import { callerOf, Needs } from '../auth/access.guard.js';
import { decodeCursor } from '../cursor.js';
import { readPage } from '../read-page.js';
import { AdoptIn, AssetOut, AssetPage, AssetQuery } from './assets.schema.js';

@ApiTags('assets')
@Controller('api/v1/assets')
export class AssetsController {
  constructor(
    private readonly assets: QueryAssets,
    private readonly site: SiteAssets,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Assets of the site, then devices known from telemetry only' })
  @ApiOkResponse({ standardSchema: AssetPage })
  async list(@Query({ schema: AssetQuery }) query: AssetQuery): Promise<z.infer<typeof AssetPage>> {
    const after = decodeCursor(query.cursor, z.object({ id: z.string() }))?.id;
    const filter = {
      ...(query.kind === undefined ? {} : { kind: query.kind }),
      ...(query.parent === undefined ? {} : { parentId: query.parent }),
      ...(query.room === undefined ? {} : { roomId: query.room }),
      ...(query.discovered === undefined ? {} : { discovered: query.discovered }),
    };
    const { items, nextCursor } = await readPage(
      query.limit,
      (limit) => this.assets.list(filter, after, limit),
      ({ asset: { id } }) => ({ id }),
    );
    return { items: items.map(mapAsset), nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One asset' })
  @ApiOkResponse({ standardSchema: AssetOut })
  async get(@Param('id') id: string): Promise<AssetOut> {
    return mapAsset(await this.assets.get(id));
  }

  /** Places a discovered device in the tree, or makes it another name of a known asset. */
  @Post(':id/adopt')
  @ApiOperation({ summary: 'Give a discovered device its place, or make it the other name of an asset' })
  @HttpCode(200)
  @Needs('operator')
  @ApiOkResponse({ standardSchema: AssetOut })
  async adopt(
    @Param('id') id: string,
    @Body({ schema: AdoptIn }) body: AdoptIn,
    @Req() request: Request,
  ): Promise<AssetOut> {
    await this.site.adopt(id, body, callerOf(request).name);
    return mapAsset(await this.assets.get(body.as === 'alias' ? body.of : id));
  }
}

function mapAsset(view: AssetView): AssetOut {
  const { id, name, kind, parentId, position, rackUnit, feeds, coolingZone, workloads, attributes } = view.asset;
  return {
    id,
    name,
    kind,
    parentId,
    path: [...view.path],
    simulated: view.simulated,
    discovered: view.discovered,
    adopted: view.adopted,
    position: position ? { ...position } : null,
    rackUnit,
    feeds: feeds.map((feed) => ({ ...feed })),
    coolingZone,
    workloads: [...workloads],
    attributes: { ...attributes },
    openAlerts: view.openAlerts,
    children: view.children,
  };
}

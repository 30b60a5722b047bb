import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { QueryCapacity } from '../../application/forecasting/query-capacity.js';
import { mapCapacity } from './capacity.mapping.js';
import { CapacityList, CapacityQuery } from './capacity.schema.js';

@ApiTags('forecasts')
@Controller('api/v1/capacity')
export class CapacityController {
  constructor(private readonly capacity: QueryCapacity) {}

  @Get()
  @ApiOperation({ summary: 'How full power, cooling and space are, and in how many days they will be' })
  @ApiOkResponse({ standardSchema: CapacityList })
  async list(
    @Query({ schema: CapacityQuery }) { resource, asset }: CapacityQuery,
  ): Promise<z.infer<typeof CapacityList>> {
    const views = await this.capacity.list({
      ...(resource === undefined ? {} : { resource }),
      ...(asset === undefined ? {} : { assetId: asset }),
    });
    return { items: views.map(mapCapacity), nextCursor: null };
  }
}

import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { z } from 'zod';
import { ManageKeys } from '../../application/manage-keys.js';
import type { ApiKey } from '../../ports/api-keys.js';
import { callerOf, Needs } from '../auth/access.guard.js';
import { isoOf, isoOrNull } from '../iso.js';
import { CreatedKeyOut, KeyIn, KeyList, type KeyOut } from './keys.schema.js';

@ApiTags('administration')
@Needs('admin')
@Controller('api/v1/keys')
export class KeysController {
  constructor(private readonly keys: ManageKeys) {}

  @Get()
  @ApiOperation({ summary: 'API keys, without their secrets' })
  @ApiOkResponse({ standardSchema: KeyList })
  async list(): Promise<z.infer<typeof KeyList>> {
    return { items: (await this.keys.list()).map(mapKey), nextCursor: null };
  }

  /** Creates a key. Its secret is in this answer and nowhere else. */
  @Post()
  @ApiOperation({ summary: 'Create an API key' })
  @ApiCreatedResponse({ standardSchema: CreatedKeyOut })
  async create(@Body({ schema: KeyIn }) body: KeyIn, @Req() request: Request): Promise<CreatedKeyOut> {
    const { key, secret } = await this.keys.create({ ...body, actor: callerOf(request).name });
    return { ...mapKey(key), secret };
  }

  /** Revokes a key at once. */
  @Delete(':id')
  @ApiOperation({ summary: 'Revoke an API key' })
  @HttpCode(204)
  @ApiNoContentResponse()
  async revoke(@Param('id') id: string, @Req() request: Request): Promise<void> {
    await this.keys.revoke({ id, actor: callerOf(request).name });
  }
}

function mapKey({ id, name, role, createdAt, revokedAt }: ApiKey): KeyOut {
  return { id, name, role, createdAt: isoOf(createdAt), revokedAt: isoOrNull(revokedAt) };
}

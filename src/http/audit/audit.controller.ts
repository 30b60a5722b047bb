import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AuditLog } from '../../ports/audit-log.js';
import { Needs } from '../auth/access.guard.js';
import { decodeCursor } from '../cursor.js';
import { isoOf } from '../iso.js';
import { readPage } from '../read-page.js';
import { AuditPage, AuditQueryIn } from './audit.schema.js';

@ApiTags('administration')
@Needs('admin')
@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly audit: AuditLog) {}

  /** Who did what, newest first. */
  @Get()
  @ApiOperation({ summary: 'Who did what, newest first' })
  @ApiOkResponse({ standardSchema: AuditPage })
  async list(@Query({ schema: AuditQueryIn }) query: AuditQueryIn): Promise<z.infer<typeof AuditPage>> {
    const before = decodeCursor(query.cursor, z.object({ id: z.string() }))?.id;
    const { items, nextCursor } = await readPage(
      query.limit,
      (limit) => this.audit.list({ limit, ...(before === undefined ? {} : { before }) }),
      ({ id }) => ({ id }),
    );
    return {
      items: items.map(({ at, details, ...entry }) => ({ ...entry, at: isoOf(at), details: { ...details } })),
      nextCursor,
    };
  }
}

import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AuditLog } from '../../ports/audit-log.js';
import { Needs } from '../auth/access.guard.js';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { isoOf } from '../iso.js';
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
    const entries = await this.audit.list({ limit: query.limit, ...(before === undefined ? {} : { before }) });
    const last = entries.length === query.limit ? entries.at(-1) : undefined;
    return {
      items: entries.map(({ at, details, ...entry }) => ({ ...entry, at: isoOf(at), details: { ...details } })),
      nextCursor: last ? encodeCursor({ id: last.id }) : null,
    };
  }
}

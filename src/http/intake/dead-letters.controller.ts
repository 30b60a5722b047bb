import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { RedriveDeadLetters } from '../../application/redrive-dead-letters.js';
import { type DeadLetter, DeadLetters } from '../../ports/dead-letters.js';
import { Needs } from '../auth/access.guard.js';
import { decodeCursor } from '../cursor.js';
import { isoOf } from '../iso.js';
import { readPage } from '../read-page.js';
import { type DeadLetterOut, DeadLetterPage, DeadLetterQueryIn, RedriveIn, RedriveOut } from './dead-letters.schema.js';

@ApiTags('intake')
@Controller('api/v1/intake/dead-letters')
export class DeadLettersController {
  constructor(
    private readonly letters: DeadLetters,
    private readonly redriver: RedriveDeadLetters,
  ) {}

  /** Refused input, newest first, and how much of each kind there has ever been. */
  @Get()
  @ApiOperation({ summary: 'Refused input with bytes and reason, newest first' })
  @ApiOkResponse({ standardSchema: DeadLetterPage })
  async list(@Query({ schema: DeadLetterQueryIn }) query: DeadLetterQueryIn): Promise<DeadLetterPage> {
    const before = decodeCursor(query.cursor, z.object({ id: z.string() }))?.id;
    const filter = {
      ...(query.code === undefined ? {} : { code: query.code }),
      ...(query.source === undefined ? {} : { source: query.source }),
      ...(query.status === undefined ? {} : { status: query.status }),
      ...(before === undefined ? {} : { before }),
    };
    const [{ items, nextCursor }, counts] = await Promise.all([
      readPage(
        query.limit,
        (limit) => this.letters.list({ ...filter, limit }),
        ({ id }) => ({ id }),
      ),
      this.letters.counts(),
    ]);
    return {
      items: items.map(mapLetter),
      nextCursor,
      counts: counts.map((count) => ({ ...count })),
    };
  }

  /** Tries refused input again, for when an alias, a limit or the software has changed. */
  @Post('redrive')
  @ApiOperation({ summary: 'Send refused input through the intake again' })
  @HttpCode(200)
  @Needs('operator')
  @ApiOkResponse({ standardSchema: RedriveOut })
  async redrive(@Body({ schema: RedriveIn }) body: RedriveIn): Promise<z.infer<typeof RedriveOut>> {
    return this.redriver.redrive({
      ...(body.ids === undefined ? {} : { ids: body.ids }),
      ...(body.code === undefined ? {} : { code: body.code }),
    });
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function mapLetter(letter: DeadLetter): DeadLetterOut {
  const { id, at, source, code, message, position, original, status } = letter;
  return {
    id,
    at: isoOf(at),
    source,
    code,
    message,
    position,
    text: textOf(original),
    base64: Buffer.from(original).toString('base64'),
    status,
  };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

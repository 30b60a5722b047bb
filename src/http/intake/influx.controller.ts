import { Controller, Get, HttpCode, Inject, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ReceiveTelemetry } from '../../application/receive-telemetry.js';
import { Needs } from '../auth/access.guard.js';
import { partialWriteError } from './influx-answer.js';
import { InfluxErrorFilter } from './influx-error.filter.js';
import { InfluxV1WriteQuery, InfluxV2WriteQuery } from './influx.schema.js';
import { type IntakeLimits, intakeLimits, readBody } from './request-body.js';

/** InfluxDB's names of precisions, v1 and v2, and ours. */
const precisionOf = { ns: 'ns', n: 'ns', us: 'us', u: 'us', ms: 'ms', s: 's' } as const;

const mostStatementBytes = 64 * 1024;

const lineProtocol = { schema: { type: 'string', example: 'cpu,host=srv-7 usage_active=17.6 1760000000000000000' } };

/** Takes line protocol as InfluxDB does, so that Telegraf and the client libraries need no change. */
@ApiTags('intake')
@Needs('operator')
@UseFilters(InfluxErrorFilter)
@Controller()
export class InfluxController {
  constructor(
    private readonly receive: ReceiveTelemetry,
    @Inject(intakeLimits) private readonly limits: IntakeLimits,
  ) {}

  /** InfluxDB v2 write. Organisation and bucket are accepted and ignored: there is one store. 204 when durable. */
  @Post('api/v2/write')
  @ApiOperation({ summary: 'InfluxDB v2 write: line protocol' })
  @ApiConsumes('text/plain')
  @ApiBody(lineProtocol)
  @ApiNoContentResponse({ description: 'Every point is on disk.' })
  async writeV2(
    @Query({ schema: InfluxV2WriteQuery }) query: InfluxV2WriteQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.#write(precisionOf[query.precision], request, response);
  }

  /** InfluxDB v1 write. */
  @Post('write')
  @ApiOperation({ summary: 'InfluxDB v1 write: line protocol' })
  @ApiConsumes('text/plain')
  @ApiBody(lineProtocol)
  @ApiNoContentResponse({ description: 'Every point is on disk.' })
  async writeV1(
    @Query({ schema: InfluxV1WriteQuery }) query: InfluxV1WriteQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.#write(precisionOf[query.precision], request, response);
  }

  /** What v1 clients ask before they write. Points are read from `/api/v1/series`. */
  @Get('query')
  @ApiOperation({ summary: 'The two statements that v1 clients send before they write' })
  @ApiOkResponse({ schema: { type: 'object' } })
  query(@Req() request: Request, @Res() response: Response): void {
    this.#answer(request.query['q'], response);
  }

  /** The same with the statement in a form, as Telegraf sends it. */
  @Post('query')
  @ApiOperation({ summary: 'The same with the statement in a form' })
  @HttpCode(200)
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiOkResponse({ schema: { type: 'object' } })
  async queryByForm(@Req() request: Request, @Res() response: Response): Promise<void> {
    const form = Buffer.from(await readBody(request, mostStatementBytes)).toString('utf8');
    this.#answer(request.query['q'] ?? new URLSearchParams(form).get('q'), response);
  }

  #answer(asked: unknown, response: Response): void {
    const statement = typeof asked === 'string' ? asked : '';
    if (/^\s*create\s+database\b/i.test(statement)) {
      response.json({ results: [{ statement_id: 0 }] });
    } else if (/^\s*show\s+databases\b/i.test(statement)) {
      const series = [{ name: 'databases', columns: ['name'], values: [['plenum']] }];
      response.json({ results: [{ statement_id: 0, series }] });
    } else {
      response
        .status(400)
        .json({ error: 'only CREATE DATABASE and SHOW DATABASES are answered here; read points from /api/v1/series' });
    }
  }

  async #write(precision: string, request: Request, response: Response): Promise<void> {
    const body = await readBody(request, this.limits.maxBodyBytes);
    const receipt = await this.receive.receive(body, {
      source: 'influx',
      context: { format: 'line-protocol', precision },
    });
    if (receipt.refused === 0) response.status(204).end();
    else response.status(400).json(partialWriteError(receipt.accepted, receipt.rejections, receipt.refused));
  }
}

import { Controller, Inject, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ReceiveTelemetry } from '../../application/receive-telemetry.js';
import { Needs } from '../auth/access.guard.js';
import { partialWriteError } from './influx-answer.js';
import { InfluxErrorFilter } from './influx-error.filter.js';
import { InfluxV1WriteQuery, InfluxV2WriteQuery } from './influx.schema.js';
import { type IntakeLimits, intakeLimits, readBody } from './request-body.js';

/** InfluxDB's names of precisions, v1 and v2, and ours. */
const precisionOf = { ns: 'ns', n: 'ns', us: 'us', u: 'us', ms: 'ms', s: 's' } as const;

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

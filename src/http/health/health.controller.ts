import { Controller, Get, Inject, Res } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { CheckReadiness } from '../../application/check-readiness.js';
import { Needs } from '../auth/access.guard.js';
import { HealthOut, ReadyOut } from './health.schema.js';

/** Version told to those who ask; Influx clients look for it. */
export const serviceVersion = Symbol('service version');

@ApiTags('health')
@Needs('nobody')
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: CheckReadiness,
    @Inject(serviceVersion) private readonly version: string,
  ) {}

  /** The process is alive. The shape is the one that InfluxDB clients know. */
  @Get('health')
  @ApiOperation({ summary: 'Is the process alive?' })
  @ApiOkResponse({ standardSchema: HealthOut })
  health(): HealthOut {
    return { name: 'plenum', status: 'pass', message: 'alive', version: this.version };
  }

  /** Every back end answers: 200; otherwise 503 with the ones that do not. */
  @Get('ready')
  @ApiOperation({ summary: 'Does every back end answer?' })
  @ApiOkResponse({ standardSchema: ReadyOut })
  @ApiServiceUnavailableResponse({ standardSchema: ReadyOut })
  async ready(@Res() response: Response): Promise<void> {
    const { ready, backEnds } = await this.readiness.run();
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', backEnds });
  }

  /** InfluxDB clients ask this first. */
  @Get('ping')
  @ApiOperation({ summary: 'What InfluxDB clients ask first' })
  @ApiNoContentResponse()
  ping(@Res() response: Response): void {
    response.setHeader('X-Influxdb-Version', `2.7-compatible-plenum-${this.version}`).status(204).end();
  }
}

import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ControlTwin } from '../../application/control-twin.js';
import { LiveEvents } from '../../application/live-events.js';
import { callerOf, Needs } from '../auth/access.guard.js';
import { FaultIn, FaultOut, TwinClockIn, TwinOut } from './twin.schema.js';

@ApiTags('twin')
@Controller('api/v1/twin')
export class TwinController {
  constructor(
    private readonly twin: ControlTwin,
    private readonly live: LiveEvents,
  ) {}

  /** The digital twin: simulated time, speed, faults, and the kinds of faults it knows. Everything it makes is simulated. */
  @Get()
  @ApiOperation({ summary: 'State of the digital twin, and the faults it knows' })
  @ApiOkResponse({ standardSchema: TwinOut })
  status(): TwinOut {
    return this.twin.status();
  }

  @Post('faults')
  @ApiOperation({ summary: 'Inject a fault' })
  @Needs('operator')
  @ApiCreatedResponse({ standardSchema: FaultOut })
  async inject(@Body({ schema: FaultIn }) body: FaultIn, @Req() request: Request): Promise<FaultOut> {
    const fault = await this.twin.inject(body, callerOf(request).name);
    this.live.emit({ kind: 'twin', change: 'fault-injected' });
    return fault;
  }

  @Delete('faults/:id')
  @ApiOperation({ summary: 'End a fault' })
  @Needs('operator')
  @ApiOkResponse({ standardSchema: FaultOut })
  async clear(@Param('id') id: string, @Req() request: Request): Promise<FaultOut> {
    const fault = await this.twin.clear(id, callerOf(request).name);
    this.live.emit({ kind: 'twin', change: 'fault-cleared' });
    return fault;
  }

  /** Simulated seconds per second; 0 stands still. */
  @Put('clock')
  @ApiOperation({ summary: 'Set the speed of simulated time' })
  @HttpCode(200)
  @Needs('operator')
  @ApiOkResponse({ standardSchema: TwinOut })
  async setSpeed(@Body({ schema: TwinClockIn }) body: TwinClockIn, @Req() request: Request): Promise<TwinOut> {
    await this.twin.setSpeed(body.speed, callerOf(request).name);
    this.live.emit({ kind: 'twin', change: 'speed' });
    return this.twin.status();
  }
}

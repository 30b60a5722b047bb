import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { z } from 'zod';
import { BacktestJobs } from '../../application/backtest-jobs.js';
import { BeginBacktest } from '../../application/begin-backtest.js';
import { callerOf, Needs } from '../auth/access.guard.js';
import { mapBacktest, mapBacktestSummary, mapWish } from './backtests.mapping.js';
import { BacktestIn, BacktestOut, BacktestPage } from './backtests.schema.js';

@ApiTags('detection')
@Controller('api/v1/detectors/backtests')
export class BacktestsController {
  constructor(
    private readonly begin: BeginBacktest,
    private readonly jobs: BacktestJobs,
  ) {}

  /** Replays stored points under proposed settings, beside the requests: ask for the job until it is done. */
  @Post()
  @ApiOperation({ summary: 'Try detection settings on stored history' })
  @HttpCode(202)
  @Needs('operator')
  @ApiAcceptedResponse({ standardSchema: BacktestOut })
  async start(@Body({ schema: BacktestIn }) body: BacktestIn, @Req() request: Request): Promise<BacktestOut> {
    return mapBacktest(await this.begin.begin(mapWish(body), callerOf(request).name));
  }

  /** Those that run and the last that are over, newest first; only those of this process. */
  @Get()
  @ApiOperation({ summary: 'Backtests, newest first' })
  @ApiOkResponse({ standardSchema: BacktestPage })
  list(): z.infer<typeof BacktestPage> {
    return { items: this.jobs.list().map(mapBacktestSummary), nextCursor: null };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One backtest, with its report once it is done' })
  @ApiOkResponse({ standardSchema: BacktestOut })
  get(@Param('id') id: string): BacktestOut {
    return mapBacktest(this.jobs.get(id));
  }

  @Delete(':id')
  @ApiOperation({ summary: 'End a running backtest' })
  @Needs('operator')
  @ApiOkResponse({ standardSchema: BacktestOut })
  async cancel(@Param('id') id: string, @Req() request: Request): Promise<BacktestOut> {
    return mapBacktest(await this.jobs.cancel(id, callerOf(request).name));
  }
}

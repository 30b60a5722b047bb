import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { GiveFeedback } from '../../application/give-feedback.js';
import { callerOf, Needs } from '../auth/access.guard.js';
import { mapFeedback } from './feedback.mapping.js';
import { FeedbackIn, FeedbackOut } from './feedback.schema.js';

const withdrawal = { verdict: 'withdrawn', comment: '' } as const;

/** What operators say of alerts and incidents. Detectors have learned of it before the next points of their series. */
@ApiTags('feedback')
@Controller('api/v1')
export class FeedbackController {
  constructor(private readonly feedback: GiveFeedback) {}

  @Get('alerts/:id/feedback')
  @ApiOperation({ summary: 'What was said of an alert' })
  @ApiOkResponse({ standardSchema: FeedbackOut })
  async ofAlert(@Param('id') id: string): Promise<FeedbackOut> {
    return mapFeedback(await this.feedback.onAlert(id));
  }

  /** The newest word on an excursion counts. */
  @Post('alerts/:id/feedback')
  @ApiOperation({ summary: 'Say that an alert is no anomaly, or a real one' })
  @HttpCode(200)
  @Needs('operator')
  @ApiOkResponse({ standardSchema: FeedbackOut })
  async onAlert(
    @Param('id') id: string,
    @Body({ schema: FeedbackIn }) body: FeedbackIn,
    @Req() request: Request,
  ): Promise<FeedbackOut> {
    return mapFeedback(await this.feedback.giveOnAlert(id, body, callerOf(request).name));
  }

  @Delete('alerts/:id/feedback')
  @ApiOperation({ summary: 'Withdraw what was said of an alert' })
  @Needs('operator')
  @ApiOkResponse({ standardSchema: FeedbackOut })
  async withdrawFromAlert(@Param('id') id: string, @Req() request: Request): Promise<FeedbackOut> {
    return mapFeedback(await this.feedback.giveOnAlert(id, withdrawal, callerOf(request).name));
  }

  @Get('incidents/:id/feedback')
  @ApiOperation({ summary: 'What was said of an incident as a whole' })
  @ApiOkResponse({ standardSchema: FeedbackOut })
  async ofIncident(@Param('id') id: string): Promise<FeedbackOut> {
    return mapFeedback(await this.feedback.onIncident(id));
  }

  /** The same of each alert that the incident has by now. */
  @Post('incidents/:id/feedback')
  @ApiOperation({ summary: 'Say that all alerts of an incident are no anomalies, or real ones' })
  @HttpCode(200)
  @Needs('operator')
  @ApiOkResponse({ standardSchema: FeedbackOut })
  async onIncident(
    @Param('id') id: string,
    @Body({ schema: FeedbackIn }) body: FeedbackIn,
    @Req() request: Request,
  ): Promise<FeedbackOut> {
    return mapFeedback(await this.feedback.giveOnIncident(id, body, callerOf(request).name));
  }

  @Delete('incidents/:id/feedback')
  @ApiOperation({ summary: 'Withdraw what was said of an incident and its alerts' })
  @Needs('operator')
  @ApiOkResponse({ standardSchema: FeedbackOut })
  async withdrawFromIncident(@Param('id') id: string, @Req() request: Request): Promise<FeedbackOut> {
    return mapFeedback(await this.feedback.giveOnIncident(id, withdrawal, callerOf(request).name));
  }
}

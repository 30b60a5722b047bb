import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ExplainScore } from '../../application/explain-score.js';
import { SeriesId } from '../series/series.schema.js';
import { mapExplanation } from './explanations.mapping.js';
import { ExplanationOut, ExplanationQueryIn } from './explanations.schema.js';

@ApiTags('detection')
@Controller('api/v1')
export class ExplanationsController {
  constructor(private readonly explain: ExplainScore) {}

  /** What spoke, since when, how rare it is, what was like it before, and what moved with it. */
  @Get('series/:id/explanation')
  @ApiOperation({ summary: 'Why a point of a series has its score' })
  @ApiOkResponse({ standardSchema: ExplanationOut })
  async ofSeries(
    @Param('id', { schema: SeriesId }) id: number,
    @Query({ schema: ExplanationQueryIn }) { at }: ExplanationQueryIn,
  ): Promise<ExplanationOut> {
    return mapExplanation(await this.explain.ofSeries(id, at));
  }

  @Get('alerts/:id/explanation')
  @ApiOperation({ summary: 'Why an alert was raised, by its gravest point' })
  @ApiOkResponse({ standardSchema: ExplanationOut })
  async ofAlert(@Param('id') id: string): Promise<ExplanationOut> {
    return mapExplanation(await this.explain.ofAlert(id));
  }
}

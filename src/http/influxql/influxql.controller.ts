import { Controller, Get, HttpCode, Post, Query, Req, UseFilters } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { AnswerInfluxQl } from '../../application/influxql/answer-influxql.js';
import { DomainError } from '../../domain/errors.js';
import { Needs } from '../auth/access.guard.js';
import { InfluxErrorFilter } from '../intake/influx-error.filter.js';
import { readBody } from '../intake/request-body.js';
import { type InfluxQlAnswer, influxQlAnswer } from './influxql-answer.js';
import { InfluxQlQuery } from './influxql.schema.js';

const mostQueryBytes = 256 * 1024;

/** InfluxDB v1's query route: Grafana's InfluxDB data source reads here, and v1 writers ask for their database. */
@ApiTags('influxql')
@Needs('viewer')
@UseFilters(InfluxErrorFilter)
@Controller()
export class InfluxQlController {
  constructor(private readonly influxQl: AnswerInfluxQl) {}

  /** Answers InfluxQL statements from the address; docs/grafana.md says which. */
  @Get('query')
  @ApiOperation({ summary: 'InfluxQL statements, as Grafana sends them' })
  @ApiOkResponse({ schema: { type: 'object' } })
  query(@Query({ schema: InfluxQlQuery }) query: InfluxQlQuery): Promise<InfluxQlAnswer> {
    return this.#answer(query);
  }

  /** The same with the statements (and any other parameter) in a form. */
  @Post('query')
  @ApiOperation({ summary: 'The same with the statements in a form' })
  @HttpCode(200)
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({ schema: { type: 'object', properties: { q: { type: 'string' } } } })
  @ApiOkResponse({ schema: { type: 'object' } })
  async queryByForm(
    @Query({ schema: InfluxQlQuery }) query: InfluxQlQuery,
    @Req() request: Request,
  ): Promise<InfluxQlAnswer> {
    const form = Buffer.from(await readBody(request, mostQueryBytes)).toString('utf8');
    const parsed = InfluxQlQuery.safeParse({ ...Object.fromEntries(new URLSearchParams(form)), ...query });
    if (!parsed.success) {
      throw new DomainError('invalid_input', parsed.error.issues.map(({ message }) => message).join('; '));
    }
    return this.#answer(parsed.data);
  }

  async #answer({ q, epoch }: InfluxQlQuery): Promise<InfluxQlAnswer> {
    if (q === undefined || q.trim() === '') throw new DomainError('invalid_input', 'missing required parameter "q"');
    return influxQlAnswer(await this.influxQl.answer(q), epoch);
  }
}

import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError } from '../../domain/errors.js';
import { PromMetrics } from '../../observability/prom-metrics.js';
import { answerAfterBody, problems } from '../problem.js';

/** InfluxDB's own code for each status its clients know. */
const influxCodes: Readonly<Record<number, string>> = {
  400: 'invalid',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not found',
  413: 'request too large',
  415: 'invalid',
  429: 'too many requests',
  503: 'unavailable',
};

/** Errors of the InfluxDB routes in InfluxDB's own shapes: v2 clients read `message`, v1 clients `error`. */
@Catch(DomainError)
export class InfluxErrorFilter implements ExceptionFilter<DomainError> {
  constructor(private readonly metrics: PromMetrics) {}

  catch(error: DomainError, host: ArgumentsHost): void {
    this.metrics.count('component_errors_total', { component: 'http', code: error.code });
    const response = host.switchToHttp().getResponse<Response>();
    const { status } = problems[error.code];
    if (status === 429 || status === 503) response.setHeader('Retry-After', '1');
    const { message } = error;
    const answer = { code: influxCodes[status] ?? 'internal error', message, error: message, plenumCode: error.code };
    answerAfterBody(host.switchToHttp().getRequest<Request>(), () => {
      response.status(status).json(answer);
    });
  }
}

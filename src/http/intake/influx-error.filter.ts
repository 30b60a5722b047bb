import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError } from '../../domain/errors.js';
import { closeAfterAnswer, problems } from '../problem.js';

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

/** Errors of the InfluxDB routes in InfluxDB's own shape. What it does not know goes on to the general filter. */
@Catch(DomainError)
export class InfluxErrorFilter implements ExceptionFilter<DomainError> {
  catch(error: DomainError, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const { status } = problems[error.code];
    if (status === 413) closeAfterAnswer(host.switchToHttp().getRequest<Request>(), response);
    if (status === 429 || status === 503) response.setHeader('Retry-After', '1');
    response
      .status(status)
      .json({ code: influxCodes[status] ?? 'internal error', message: error.message, plenumCode: error.code });
  }
}

import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError, type ErrorCode } from '../domain/errors.js';
import type { Log } from '../ports/log.js';
import type { Metrics } from '../ports/metrics.js';
import { answerAfterBody, type Problem, problemOf } from './problem.js';

const codeByStatus: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid_input',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'overloaded',
  503: 'unavailable',
};

/** Answers every error with `application/problem+json` and counts it by code. What nobody expected is logged with its stack and told as `internal`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = this.#problemOf(error, request);
    this.metrics.count('component_errors_total', { component: 'http', code: problem.code });
    if (response.headersSent) {
      response.end();
      return;
    }
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="plenum"');
    if (problem.status === 429 || problem.status === 503) response.setHeader('Retry-After', '1');
    answerAfterBody(request, () => {
      response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
    });
  }

  #problemOf(error: unknown, request: Request): Problem {
    if (error instanceof DomainError) return problemOf(error.code, error.message, error.details);
    const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
    const code = status === undefined ? undefined : codeByStatus[status];
    if (code)
      return problemOf(
        code,
        code === 'not_found'
          ? `no ${request.method} ${request.path} here; /api/docs lists what there is`
          : (error as Error).message,
      );
    this.log.error('request failed', {
      method: request.method,
      path: request.path,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    return problemOf('internal', 'something went wrong on our side; the log of the service has the details');
  }
}

/** The status that Express's own errors (bad JSON, bad URI) carry. */
function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  return typeof error.status === 'number' ? error.status : undefined;
}

import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { DomainError } from '../domain/errors.js';

/** Routes that read their own body, whatever its content type. */
const intakePath = /^\/(api\/v2\/write|write|query|v1\/metrics|api\/v1\/write|api\/v1\/telemetry)\/?$/;
const jsonType = /^application\/(.+\+)?json\b/i;

/** Whether a body is for the JSON parser. */
export function isJsonBody(request: IncomingMessage): boolean {
  return !isIntake(request) && jsonType.test(request.headers['content-type'] ?? '');
}

/** Middleware: a body that is not JSON is `unsupported_media_type` wherever JSON is expected. */
export function refuseOtherBodies(request: Request, _response: Response, next: NextFunction): void {
  const { 'content-length': length = '0', 'content-type': type, 'transfer-encoding': chunked } = request.headers;
  const hasBody = chunked !== undefined || Number(length) > 0;
  if (!hasBody || isIntake(request) || isJsonBody(request)) next();
  else {
    const sent = type === undefined ? 'a body without a content-type' : `content-type ${type}`;
    next(new DomainError('unsupported_media_type', `${sent} is not read here; send application/json`));
  }
}

function isIntake(request: IncomingMessage): boolean {
  return intakePath.test((request.url ?? '').split('?')[0] ?? '');
}

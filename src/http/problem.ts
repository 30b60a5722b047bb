import type { Request } from 'express';
import type { ErrorCode } from '../domain/errors.js';

/** HTTP status and title of each error code; the compiler keeps it complete. */
export const problems = {
  invalid_input: { status: 400, title: 'Invalid input' },
  invalid_configuration: { status: 500, title: 'Invalid configuration' },
  not_found: { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Conflict' },
  unauthenticated: { status: 401, title: 'Not authenticated' },
  forbidden: { status: 403, title: 'Forbidden' },
  too_large: { status: 413, title: 'Too large' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  overloaded: { status: 429, title: 'Overloaded' },
  unavailable: { status: 503, title: 'Unavailable' },
  incompatible_data: { status: 500, title: 'Incompatible data' },
  address_in_use: { status: 500, title: 'Address in use' },
  internal: { status: 500, title: 'Internal error' },
} as const satisfies Record<ErrorCode, { status: number; title: string }>;

/** An RFC 9457 problem document. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly [extension: string]: unknown;
}

export function problemOf(
  code: ErrorCode,
  detail: string,
  extensions: Readonly<Record<string, unknown>> = {},
): Problem {
  const { status, title } = problems[code];
  return { ...extensions, type: `urn:plenum:problem:${code}`, title, status, code, detail };
}

/** How long a client may go on sending a body that has been refused before the connection is ended all the same. */
const longestRestMs = 10_000;

/**
 * Answers once the client has sent its whole body, which is thrown away: one that is still sending when the connection
 * ends would see a broken pipe instead of the reason. A body without end is cut off after 10 s.
 */
export function answerAfterBody(request: Request, answer: () => void): void {
  if (request.complete || request.destroyed) {
    answer();
    return;
  }
  const finish = () => {
    clearTimeout(timer);
    request.removeListener('end', finish).removeListener('close', finish);
    answer();
  };
  const timer = setTimeout(finish, longestRestMs);
  request.once('end', finish).once('close', finish);
  request.resume();
}

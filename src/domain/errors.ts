/** The closed list of error codes. HTTP status, retry and metrics labels hang on these; add one here before using it. */
export const errorCodes = [
  'invalid_input',
  'invalid_configuration',
  'not_found',
  'conflict',
  'unauthenticated',
  'forbidden',
  'too_large',
  'unsupported_media_type',
  'overloaded',
  'unavailable',
  'incompatible_data',
  'address_in_use',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An error with a code and the facts needed to act on it. `retriable` says whether the same call may succeed later. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly retriable: boolean;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { retriable?: boolean; details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.retriable = options.retriable ?? false;
    this.details = options.details ?? {};
  }
}

/** The message of anything thrown, for logs and for wrapping. Errors of another realm (a worker, a test) count as errors. */
export function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return String(error);
}

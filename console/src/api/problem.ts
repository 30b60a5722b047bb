interface ProblemDetails {
  readonly title?: unknown;
  readonly code?: unknown;
  readonly detail?: unknown;
}

/** What came instead of the answer: the API's problem details (RFC 9457), or no answer at all (status 0). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
  }

  /** The sentence for the operator; falls back to the title, then to the status. */
  static fromBody(status: number, body: unknown): ApiProblem {
    const details: ProblemDetails = typeof body === 'object' && body !== null ? body : {};
    const code = typeof details.code === 'string' ? details.code : 'internal';
    const text = [details.detail, details.title].find((part) => typeof part === 'string' && part !== '');
    return new ApiProblem(status, code, typeof text === 'string' ? text : `The service answered ${status}.`);
  }

  static from(error: unknown): ApiProblem {
    if (error instanceof ApiProblem) return error;
    return new ApiProblem(0, 'unavailable', 'The service does not answer. Is it running?');
  }
}

/** True for the rejection of a request that the console itself called off. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

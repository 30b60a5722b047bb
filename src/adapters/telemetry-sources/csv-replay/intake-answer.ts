import { DomainError } from '../../../domain/errors.js';
import type { IntakeRefusals } from '../../../ports/telemetry-intake.js';

/** What an answer of `POST /api/v1/telemetry` says was refused. Throws when it refuses the whole request. */
export function readRefusals(status: number, text: string): IntakeRefusals {
  const answer = parsed(text);
  if (status === 401 || status === 403) {
    const code = status === 401 ? 'unauthenticated' : 'forbidden';
    throw new DomainError(code, `the service answered ${status}; give an API key with the role operator by --token`);
  }
  if (status >= 300) {
    throw new DomainError('invalid_input', `the service answered ${status}: ${textOf(answer, 'detail') ?? text}`);
  }
  const rejected = fieldOf(answer, 'rejected');
  const first: unknown = Array.isArray(rejected) ? rejected[0] : undefined;
  const points = Array.isArray(rejected) ? rejected.length : typeof rejected === 'number' ? rejected : 0;
  return { points, firstReason: textOf(first, 'message') };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // A proxy in between may answer in HTML; its status still counts.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

function textOf(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : undefined;
}

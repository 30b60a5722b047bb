import { DomainError } from '../../../domain/errors.js';
import type { IntakeRefusals } from '../../../ports/telemetry-intake.js';

/** What an answer of `POST /api/v1/telemetry` says was refused. Throws when it refuses the whole request. */
export function readRefusals(status: number, text: string): IntakeRefusals {
  const answer = parsed(text);
  if (status === 401 || status === 403) {
    const code = status === 401 ? 'unauthenticated' : 'forbidden';
    throw new DomainError(code, `the service answered ${status}; give an API key with the role operator by --token`);
  }
  const refused = fieldOf(answer, 'refused');
  // A request of which only a part was refused is a 400 too, with the counts beside the problem.
  if (typeof refused !== 'number') {
    throw new DomainError('invalid_input', `the service answered ${status}: ${textOf(answer, 'detail') ?? text}`);
  }
  const rejections = fieldOf(answer, 'rejections');
  return { points: refused, firstReason: textOf(Array.isArray(rejections) ? rejections[0] : undefined, 'message') };
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

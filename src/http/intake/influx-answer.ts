import type { Rejection } from '../../domain/telemetry/rejection.js';

/** One refused line in an answer. */
interface RefusedLine {
  readonly line: number;
  readonly code: string;
  readonly message: string;
  readonly original: string;
}

export interface InfluxError {
  readonly code: string;
  readonly message: string;
  /** The message again, where v1 clients look for it. */
  readonly error: string;
  /** First bad line, as InfluxDB's own error has it. */
  readonly line?: number;
  readonly lines?: readonly RefusedLine[];
}

const mostListed = 100;
const mostOriginalChars = 200;

/**
 * InfluxDB's error for a body of which some lines were refused and the others are stored: `partial write`, with each
 * bad line's number, reason and text.
 */
export function partialWriteError(accepted: number, rejections: readonly Rejection[], refused: number): InfluxError {
  const listed = rejections.slice(0, mostListed).map(({ position, code, message, original }) => ({
    line: position,
    code,
    message,
    original: Buffer.from(original).toString('utf8').slice(0, mostOriginalChars),
  }));
  const shown = listed
    .slice(0, 3)
    .map(({ line, original, message }) => `line ${line}: unable to accept '${original}': ${message}`);
  const more = refused > shown.length ? `; and ${refused - shown.length} more` : '';
  const first = listed[0];
  const message = `partial write: ${accepted} points accepted, ${refused} refused: ${shown.join('; ')}${more}`;
  return {
    code: 'invalid',
    message,
    error: message,
    ...(first ? { line: first.line } : {}),
    lines: listed,
  };
}

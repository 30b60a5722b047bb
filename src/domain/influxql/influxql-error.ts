import { DomainError } from '../errors.js';

/** Line and character of an offset, both counted from 1 as editors do. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly char: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, char: (before.at(-1) ?? '').length + 1 };
}

/** A query that cannot be read, worded as InfluxDB words it, with the place in the text. */
export function parseError(text: string, offset: number, problem: string): DomainError {
  const { line, char } = placeOf(text, offset);
  return new DomainError('invalid_input', `error parsing query: ${problem} at line ${line}, char ${char}`, {
    details: { line, char },
  });
}

/** A query that can be read but not answered; it fails alone, the statements beside it are answered. */
export function statementError(problem: string): DomainError {
  return new DomainError('invalid_input', problem);
}

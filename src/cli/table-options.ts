import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { DomainError } from '../domain/errors.js';

/** Where a command reads a table and writes another. */
interface TableFiles {
  readonly input: string;
  readonly output?: string | undefined;
}

/** Throws `invalid_input` if the table would be written over. `option` is the one that names the output. */
export function requireOtherFile({ input, output }: TableFiles, option = '--output'): void {
  if (output !== undefined && resolve(input) === resolve(output)) {
    throw new DomainError('invalid_input', `${output}: is the input too; name another file with ${option}`);
  }
}

/** Names of columns, separated by commas, or all. */
export function parseColumns(text: string): 'all' | readonly string[] {
  return text === 'all' ? 'all' : text.split(',').map((name) => name.trim());
}

/** The character between cells. */
export function parseSeparator(text: string): string {
  const separator = text === '\\t' ? '\t' : text;
  if (separator.length !== 1) throw new InvalidArgumentError('expected one character');
  return separator;
}

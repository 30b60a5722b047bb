import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { DomainError, messageOf } from '../../../domain/errors.js';
import { type RecordedRow, Recording } from '../../../ports/recording.js';

/** A CSV file with a header, read as a stream whatever its size. Empty lines are left out; a byte order mark is too. */
export class CsvRecording extends Recording {
  constructor(
    readonly name: string,
    private readonly separator = ',',
  ) {
    super();
  }

  async *rows(): AsyncIterable<RecordedRow> {
    const file = createReadStream(this.name);
    const parser = parse({
      bom: true,
      delimiter: this.separator,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    // `pipe` does not pass errors on; a missing file would otherwise leave the parser waiting.
    file.on('error', (error) => parser.destroy(error));
    file.pipe(parser);
    try {
      for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
        yield { line: info.lines, cells: record };
      }
    } catch (error) {
      throw unreadable(this.name, error);
    } finally {
      file.destroy();
    }
  }
}

function unreadable(name: string, error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const line = error instanceof CsvError && typeof error['lines'] === 'number' ? `:${error['lines']}` : '';
  return new DomainError('invalid_input', `${name}${line}: cannot be read (${messageOf(error)})`, {
    cause: error,
  });
}

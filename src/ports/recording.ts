/** A row of a recorded table as text; `line` is where it ends in the file, from 1. */
export interface RecordedRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A recorded table of telemetry. */
export abstract class Recording {
  /** As a person would name it, such as the path that was given. */
  abstract readonly name: string;
  /**
   * The header, then each row, from the start at every call. Rows may have too few or too many cells. Rejects with
   * `invalid_input`, naming the line, when the rest cannot be split into rows.
   */
  abstract rows(): AsyncIterable<RecordedRow>;
}

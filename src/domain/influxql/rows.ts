/** One cell. A number is never NaN: that is null here. */
export type Value = number | string | boolean | null;

/** Tags by name; an absent tag equals an empty one. */
export type Tags = Readonly<Record<string, string>>;

/** Points as columns, ascending by time. In a column of numbers NaN stands for null. */
export interface Rows {
  readonly at: ArrayLike<number>;
  readonly columns: ReadonlyMap<string, ArrayLike<Value>>;
}

/** The points of one series. */
export interface TaggedRows {
  readonly tags: Tags;
  readonly rows: Rows;
}

export interface ResultRow {
  readonly at: number;
  readonly values: readonly Value[];
}

/** One series of an answer; every row has a value for each column. */
export interface ResultSeries {
  readonly name: string;
  /** The tags grouped by; undefined where there was no grouping. */
  readonly tags: Tags | undefined;
  readonly columns: readonly string[];
  readonly rows: readonly ResultRow[];
}

export const noRows: Rows = { at: [], columns: new Map() };

/** The cell of a row; null where the column is missing. */
export function cellOf(rows: Rows, column: string, index: number): Value {
  const value = rows.columns.get(column)?.[index] ?? null;
  return typeof value === 'number' && Number.isNaN(value) ? null : value;
}

/** One measured figure beside what it should be and what others reach. */
export interface BenchRow {
  readonly area: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The figure to reach, as the design states it; undefined when there is none. */
  readonly target: number | undefined;
  /** The public figure it is compared with, and whose it is; empty when there is none. */
  readonly reference: string;
  /** value / target. */
  readonly ratio?: number;
}

/** A row with its ratio worked out. */
export function benchRow(row: Omit<BenchRow, 'ratio'>): BenchRow {
  return row.target === undefined ? row : { ...row, ratio: row.value / row.target };
}

/** A dense matrix, row by row in one array. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

export function emptyMatrix(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float64Array(rows * columns) };
}

export function copyOf(matrix: Matrix): Matrix {
  return { ...matrix, values: Float64Array.from(matrix.values) };
}

/** `a` times `b`. */
export function product(a: Matrix, b: Matrix): Matrix {
  const result = emptyMatrix(a.rows, b.columns);
  for (let row = 0; row < a.rows; row++) {
    addRows(result, row, b, 0, a.columns, (k) => a.values[row * a.columns + k] ?? 0);
  }
  return result;
}

/** The last rows of a matrix; a view, no copy. */
export function lastRows({ rows, columns, values }: Matrix, count: number): Matrix {
  return { rows: count, columns, values: values.subarray((rows - count) * columns) };
}

/** The last rows and columns of a square matrix. */
export function lastBlock({ rows, columns, values }: Matrix, size: number): Matrix {
  const block = emptyMatrix(size, size);
  for (let row = 0; row < size; row++) {
    const start = (rows - size + row) * columns + columns - size;
    block.values.set(values.subarray(start, start + size), row * size);
  }
  return block;
}

/** The trace of a'b: the sum of the products of the entries, over the last rows that both have. */
export function innerProduct(a: Matrix, b: Matrix): number {
  const length = Math.min(a.values.length, b.values.length);
  return dot(a.values, a.values.length - length, b.values, b.values.length - length, length);
}

/**
 * Adds rows `first` up to, but without, `end` of `from`, each times its factor, to a row of `to`. Four rows at a time: that
 * is what makes the fits quick, since memory and not arithmetic is the limit.
 */
export function addRows(
  to: Matrix,
  row: number,
  from: Matrix,
  first: number,
  end: number,
  factorOf: (k: number) => number,
): void {
  const { columns } = from;
  const start = row * to.columns;
  let k = first;
  for (; k + 4 <= end; k += 4) {
    const factors = [factorOf(k), factorOf(k + 1), factorOf(k + 2), factorOf(k + 3)] as const;
    addFour(to.values, start, factors, from.values, k * columns, columns);
  }
  for (; k < end; k++) addOne(to.values, start, factorOf(k), from.values, k * columns, columns);
}

/** Sum of the products of `length` values of `a` from `aFrom` and of `b` from `bFrom`. */
export function dot(a: Float64Array, aFrom: number, b: Float64Array, bFrom: number, length: number): number {
  let even = 0;
  let odd = 0;
  const pairs = length - (length % 2);
  for (let i = 0; i < pairs; i += 2) {
    even += (a[aFrom + i] ?? 0) * (b[bFrom + i] ?? 0);
    odd += (a[aFrom + i + 1] ?? 0) * (b[bFrom + i + 1] ?? 0);
  }
  return even + odd + (pairs < length ? (a[aFrom + pairs] ?? 0) * (b[bFrom + pairs] ?? 0) : 0);
}

function addOne(
  to: Float64Array,
  start: number,
  factor: number,
  from: Float64Array,
  row: number,
  columns: number,
): void {
  for (let i = 0; i < columns; i++) to[start + i] = (to[start + i] ?? 0) + factor * (from[row + i] ?? 0);
}

function addFour(
  to: Float64Array,
  start: number,
  [f0, f1, f2, f3]: readonly [number, number, number, number],
  from: Float64Array,
  row: number,
  columns: number,
): void {
  const row1 = row + columns;
  const row2 = row1 + columns;
  const row3 = row2 + columns;
  for (let i = 0; i < columns; i++) {
    to[start + i] =
      (to[start + i] ?? 0) +
      f0 * (from[row + i] ?? 0) +
      f1 * (from[row1 + i] ?? 0) +
      f2 * (from[row2 + i] ?? 0) +
      f3 * (from[row3 + i] ?? 0);
  }
}

/**
 * The column itself when it has `length` places, otherwise a larger one with its content. It doubles at least, so that
 * growing by one place at a time stays cheap.
 */
export function withRoom<Column extends Int32Array | Float64Array | Float32Array | Uint8Array>(
  column: Column,
  length: number,
  make: (length: number) => Column,
): Column {
  if (column.length >= length) return column;
  const larger = make(Math.max(length, column.length * 2));
  larger.set(column);
  return larger;
}

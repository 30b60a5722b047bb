/** The mean products of each pair of columns; of z-scored rows these are their correlations. */
export function secondMoments(rows: readonly Float64Array[]): Float64Array[] {
  const columns = rows[0]?.length ?? 0;
  const matrix = Array.from({ length: columns }, () => new Float64Array(columns));
  for (const row of rows) {
    matrix.forEach((target, i) => {
      for (let j = 0; j < columns; j++) target[j] = (target[j] ?? 0) + ((row[i] ?? 0) * (row[j] ?? 0)) / rows.length;
    });
  }
  return matrix;
}

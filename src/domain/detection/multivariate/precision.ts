import { symmetricEigen } from './symmetric-eigen.js';

/**
 * The inverse of a positive semi-definite matrix. Directions that vary less than `floor`, in the matrix's own units,
 * count as varying that much, so that columns that are copies of each other do not turn rounding errors into distance.
 */
export function precisionOf(matrix: readonly Float64Array[], floor: number): Float64Array[] {
  const { values, vectors } = symmetricEigen(matrix);
  const inverse = matrix.map(() => new Float64Array(matrix.length));
  vectors.forEach((vector, k) => {
    const weight = 1 / Math.max(values[k] ?? 0, floor);
    inverse.forEach((row, i) => {
      for (let j = 0; j < row.length; j++) row[j] = (row[j] ?? 0) + weight * (vector[i] ?? 0) * (vector[j] ?? 0);
    });
  });
  return inverse;
}

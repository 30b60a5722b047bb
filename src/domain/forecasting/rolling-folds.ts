/** One trial: learn from the rows before `from`, forecast those from there up to `to`. */
export interface Fold {
  readonly from: number;
  readonly to: number;
}

const FOLDS = 3;

/**
 * Rolling folds over the later half of the rows: what is chosen must have been good more than once, and from about as many
 * rows as it will be learned from. The validation rows alone may be unlike what follows them (a shift of level).
 * Fewer where a fold would have no room for the horizon; none where there are not even `least` rows before the first.
 */
export function rollingFolds(rows: number, horizon: number, least: number): readonly Fold[] {
  const start = Math.ceil(rows / 2);
  if (start < least) return [];
  const count = Math.min(FOLDS, Math.floor((rows - start) / (horizon + 1)));
  const length = count === 0 ? 0 : Math.floor((rows - start) / count);
  return Array.from({ length: count }, (_, i) => ({ from: start + i * length, to: start + (i + 1) * length }));
}

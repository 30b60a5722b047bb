/**
 * The values with every gap bridged: by the value one season before if there is one, else on a straight line between the
 * readings beside it, else by the nearest reading. A copy, or the values themselves where nothing is missing; all NaN if
 * there is no reading at all.
 */
export function bridgeGaps(values: Float64Array, season: number): Float64Array {
  if (values.every(Number.isFinite)) return values;
  const bridged = Float64Array.from(values, (value) => (Number.isFinite(value) ? value : NaN));
  for (let i = 0; i < bridged.length; i++) {
    if (Number.isNaN(at(bridged, i)) && i >= season) bridged[i] = at(bridged, i - season);
  }
  interpolate(bridged);
  return bridged;
}

function interpolate(values: Float64Array): void {
  let before = -1;
  for (let i = 0; i <= values.length; i++) {
    if (i < values.length && Number.isNaN(at(values, i))) continue;
    for (let gap = before + 1; gap < i; gap++) values[gap] = between(values, before, i, gap);
    before = i;
  }
}

function between(values: Float64Array, before: number, after: number, i: number): number {
  if (before < 0) return at(values, after);
  if (after >= values.length) return at(values, before);
  const share = (i - before) / (after - before);
  return at(values, before) * (1 - share) + at(values, after) * share;
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? NaN;
}

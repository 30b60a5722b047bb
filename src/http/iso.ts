/** An epoch-ms time as ISO 8601 UTC. */
export function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}

/** As `isoOf`; null stays null for times that have not come. */
export function isoOrNull(ms: number | undefined): string | null {
  return ms === undefined || Number.isNaN(ms) ? null : isoOf(ms);
}

/** JSON has no NaN: a number that is not there is null. */
export function numberOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

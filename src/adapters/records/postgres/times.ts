/** Epoch ms as pg writes it to `timestamptz`. */
export function asTime(ms: number): Date;
export function asTime(ms: number | undefined): Date | null;
export function asTime(ms: number | undefined): Date | null {
  return ms === undefined ? null : new Date(ms);
}

/** A `timestamptz` that may be null, as epoch ms. */
export function msOf(time: Date | null): number | undefined {
  return time?.getTime();
}

/** InfluxDB keeps times as nanoseconds in 64 bits: the years 1677 to 2262. Inclusive, whole epoch ms. */
export const oldestTimeMs = -9_223_372_036_854;
export const newestTimeMs = 9_223_372_036_854;

export const minuteMs = 60_000;
export const hourMs = 3_600_000;

/** Inclusive start and exclusive end, whole epoch ms that InfluxDB can keep. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Stored times are whole, so rounding the bounds up keeps their meaning. */
export function rangeOf({ fromMs, toMs }: TimeRange): TimeRange {
  const whole = (ms: number) => Math.ceil(Math.min(Math.max(ms, oldestTimeMs), newestTimeMs));
  return { fromMs: whole(fromMs), toMs: whole(toMs) };
}

/** The range as an InfluxQL condition. */
export function timeCondition({ fromMs, toMs }: TimeRange): string {
  return `time >= '${new Date(fromMs).toISOString()}' AND time < '${new Date(toMs).toISOString()}'`;
}

export function startOfHour(ms: number): number {
  return Math.floor(ms / hourMs) * hourMs;
}

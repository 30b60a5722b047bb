const minuteMs = 60_000;

/** Ranges of the chart, by the words on their buttons. */
export const ranges = {
  '15 min': 15 * minuteMs,
  '1 h': 60 * minuteMs,
  '6 h': 360 * minuteMs,
  '24 h': 1_440 * minuteMs,
  '7 d': 10_080 * minuteMs,
  '30 d': 43_200 * minuteMs,
} as const;

export type RangeName = keyof typeof ranges;
export const rangeNames: readonly RangeName[] = ['15 min', '1 h', '6 h', '24 h', '7 d', '30 d'];

type Rgb = readonly [red: number, green: number, blue: number];

/** Inlet temperatures from 15 to 35 °C; ASHRAE TC 9.9 (2021) recommends 18 to 27 °C and allows class A1 15 to 32 °C. */
export const ashrae = { recommendedLow: 18, recommendedHigh: 27, allowableLow: 15, allowableHigh: 32 } as const;
export const scaleRange = { low: 15, high: 35 } as const;

/** Blue below the recommended range, calm greens inside, amber above it, red beyond the allowable one. */
const stops: readonly (readonly [celsius: number, colour: Rgb])[] = [
  [15, [44, 92, 158]],
  [18, [38, 128, 150]],
  [22.5, [58, 140, 104]],
  [26, [128, 150, 66]],
  [27, [176, 150, 48]],
  [29.5, [214, 126, 42]],
  [32, [208, 70, 52]],
  [35, [158, 26, 66]],
];

/** The colour of a temperature, as CSS; outside the range the colour of its end. */
export function temperatureColour(celsius: number): string {
  const above = stops.findIndex(([at]) => at >= celsius);
  const upper = stops[above] ?? stops.at(-1);
  const lower = stops[above - 1] ?? upper;
  if (!upper || !lower) throw new Error('BUG: the scale has stops');
  const share = above <= 0 || upper[0] === lower[0] ? 1 : (celsius - lower[0]) / (upper[0] - lower[0]);
  const mixed = upper[1].map((part, index) => Math.round((lower[1][index] ?? part) * (1 - share) + part * share));
  return `rgb(${mixed.join(' ')})`;
}

export type InletRange = 'below recommended' | 'recommended' | 'above recommended' | 'above allowable (A1)';

/** Where a temperature stands in ASHRAE's ranges, in words for tooltips and screen readers. */
export function inletRange(celsius: number): InletRange {
  if (celsius > ashrae.allowableHigh) return 'above allowable (A1)';
  if (celsius > ashrae.recommendedHigh) return 'above recommended';
  return celsius < ashrae.recommendedLow ? 'below recommended' : 'recommended';
}

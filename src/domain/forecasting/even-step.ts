const SECOND_MS = 1000;
/** Steps that recorders keep, in seconds: those that a day or a minute is divided into, and the week. */
const usualSeconds = [
  1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 14_400, 21_600, 28_800, 43_200,
  86_400, 604_800,
];
/** Jitter of a collector makes a step seem longer or shorter by up to this share. */
const JITTER = 0.05;

/**
 * The step of times that should lie evenly, in ms: the median distance of neighbours, or the usual step that is hardly
 * different. `times` ascend; equal ones count once. Undefined if there are no two.
 */
export function evenStep(times: Float64Array): number | undefined {
  const distances = times
    .map((time, i) => time - (times[i - 1] ?? time))
    .filter((distance) => distance > 0)
    .sort();
  const median = distances[Math.floor(distances.length / 2)];
  if (median === undefined) return undefined;
  const usual = usualSeconds.map((seconds) => seconds * SECOND_MS);
  return usual.find((step) => Math.abs(step - median) <= JITTER * step) ?? median;
}

/** How fast each part follows what was not expected, between 0 and 1. */
export interface SmoothingRates {
  readonly level: number;
  /** Of the seasons, shortest first. */
  readonly seasons: readonly number[];
  /** How much of an error is expected again a step later. */
  readonly memory: number;
}

/**
 * Additive exponential smoothing with several seasons and an autoregressive error (Taylor 2003, "Short-term electricity
 * demand forecasting using double seasonal exponential smoothing"), begun anew for each history: seasons start from its
 * first long season. `seasons` are lengths in steps, shortest first; the history spans the longest at least.
 */
export function smooth(
  values: Float64Array,
  seasons: readonly number[],
  { level: levelRate, seasons: rates, memory }: SmoothingRates,
  horizon: number,
): Float64Array {
  const first = values.subarray(0, seasons.at(-1) ?? 1);
  let level = first.reduce((sum, value) => sum + value, 0) / first.length;
  const courses = firstCourses(first, level, seasons);
  let error = 0;
  for (const [i, value] of values.entries()) {
    const rest = value - level - courseAt(courses, i);
    const surprise = rest - memory * error;
    error = rest;
    level += levelRate * surprise;
    courses.forEach((course, s) => {
      const place = i % course.length;
      course[place] = (course[place] ?? 0) + (rates[s] ?? 0) * surprise;
    });
  }
  return Float64Array.from({ length: horizon }, (_, step) => {
    const at = values.length + step;
    return level + courseAt(courses, at) + memory ** (step + 1) * error;
  });
}

/** The mean course of each season in turn, of what the shorter ones leave. */
function firstCourses(first: Float64Array, level: number, seasons: readonly number[]): readonly Float64Array[] {
  const rest = first.map((value) => value - level);
  return seasons.map((season) => {
    const course = new Float64Array(season);
    const counts = new Float64Array(season);
    rest.forEach((value, i) => {
      course[i % season] = (course[i % season] ?? 0) + value;
      counts[i % season] = (counts[i % season] ?? 0) + 1;
    });
    course.forEach((sum, place) => (course[place] = sum / Math.max(1, counts[place] ?? 1)));
    rest.forEach((value, i) => (rest[i] = value - (course[i % season] ?? 0)));
    return course;
  });
}

function courseAt(courses: readonly Float64Array[], i: number): number {
  let sum = 0;
  for (const course of courses) sum += course[i % course.length] ?? 0;
  return sum;
}

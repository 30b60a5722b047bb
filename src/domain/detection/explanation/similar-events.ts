/** What an event looks like from outside; times in epoch ms. */
export interface EventShape {
  readonly seriesId: number;
  readonly startsAt: number;
  readonly resolvedAt: number | undefined;
  readonly peakScore: number;
}

/** A past event, and how unlike the present one it is: 0 for the same. */
export interface SimilarEvent<Past extends EventShape> {
  readonly event: Past;
  readonly distance: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** What another series costs, against twice the score, half of the duration or half a day of the clock. */
const otherSeries = 0.5;
/** Less like it than this is not worth a look. */
const furthest = 3;

/**
 * Past events by how like they are: the score and the duration by their ratios, the time of day by the clock (UTC). An
 * event that goes on is compared by the time that it has lasted.
 */
export function similarEvents<Past extends EventShape>(
  present: EventShape,
  past: readonly Past[],
  { most, now }: { readonly most: number; readonly now: number },
): readonly SimilarEvent<Past>[] {
  const lasts = ({ startsAt, resolvedAt = now }: EventShape) => Math.max(60_000, resolvedAt - startsAt);
  return past
    .map((event) => {
      const score = octaves(event.peakScore, present.peakScore);
      const duration = octaves(lasts(event), lasts(present)) / 2;
      const clock = hoursApart(event.startsAt, present.startsAt) / 12;
      return { event, distance: score + duration + clock + (event.seriesId === present.seriesId ? 0 : otherSeries) };
    })
    .filter(({ distance }) => distance <= furthest)
    .sort((one, other) => one.distance - other.distance)
    .slice(0, most);
}

function octaves(one: number, other: number): number {
  return Math.abs(Math.log2(one / other));
}

/** On a clock face: 23:00 and 01:00 are two hours apart. */
function hoursApart(one: number, other: number): number {
  const apart = Math.abs((one % dayMs) - (other % dayMs)) / hourMs;
  return Math.min(apart, 24 - apart);
}

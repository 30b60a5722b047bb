import type { PointsOut } from '../../../src/http/series/series.schema.js';
import { getPoints } from '../api/endpoints.js';

/**
 * The newest `rangeMs` of a series, counted back from its newest point: a recorded series ends long ago and a simulated
 * one may run ahead of the wall clock.
 */
export async function loadPoints(id: number, rangeMs: number, signal: AbortSignal): Promise<PointsOut> {
  const newest = await getPoints(id, { limit: 1 }, signal);
  const { latest } = newest.series;
  if (!latest) return newest;
  const to = Date.parse(latest.at) + 1;
  return pointsBetween(id, { from: to - rangeMs, to }, signal);
}

/** All points of a time, in buckets when it is long; from inclusive, to exclusive, epoch ms. */
export async function pointsBetween(
  id: number,
  { from, to }: { readonly from: number; readonly to: number },
  signal: AbortSignal,
): Promise<PointsOut> {
  const query = { from, to, step: 'auto', limit: 5_000 };
  const first = await getPoints(id, query, signal);
  const points = [...first.points];
  let cursor = first.nextCursor;
  while (cursor !== null) {
    const page = await getPoints(id, { ...query, cursor }, signal);
    points.push(...page.points);
    cursor = page.nextCursor;
  }
  return { ...first, points };
}

import { allItems, call } from './api-call.js';

export interface SeriesAnswer {
  readonly id: number;
  readonly assetId: string;
  readonly metric: string;
  readonly component: string;
  readonly unit: string;
  readonly source: string;
  readonly latest: {
    readonly at: string;
    readonly value: number;
    readonly score: number | null;
    readonly expected: number | null;
  } | null;
}

export interface StoredPoint {
  readonly at: number;
  readonly value: number;
}

interface PointsPage {
  readonly points: readonly { readonly at: string; readonly value: number }[];
  readonly nextCursor: string | null;
}

/** The series of an asset. */
export function seriesOf(url: string, assetId: string): Promise<readonly SeriesAnswer[]> {
  return allItems(new URL(`/api/v1/series?asset=${encodeURIComponent(assetId)}&limit=1000`, url));
}

/** Every raw point of a series, page by page as a client has to read them. */
export async function storedPoints(url: string, seriesId: number): Promise<readonly StoredPoint[]> {
  const points: StoredPoint[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = new URL(`/api/v1/series/${seriesId}/points?step=raw&from=0&limit=10000`, url);
    if (cursor !== '') page.searchParams.set('cursor', cursor);
    const { status, json, text } = await call(page);
    if (status !== 200) throw new Error(`${page.href} answered ${status}: ${text}`);
    const answer = json as PointsPage;
    for (const { at, value } of answer.points) points.push({ at: Date.parse(at), value });
    cursor = answer.nextCursor;
  }
  return points;
}

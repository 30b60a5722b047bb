import { z } from 'zod';
import { flagIn, pageOf, pageQuery, timeIn } from '../page.schema.js';

/** The id of a series in a path. */
export const SeriesId = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'id: expected the number of a series')
  .transform(Number);

const number = z.number().nullable();

export const LatestOut = z
  .strictObject({
    at: z.string(),
    value: z.number(),
    score: number,
    expected: number,
    lower: number,
    upper: number,
  })
  .meta({ id: 'LatestPoint' });

export const SeriesOut = z
  .strictObject({
    id: z.number().int(),
    assetId: z.string(),
    metric: z.string(),
    component: z.string(),
    unit: z.string(),
    source: z.string(),
    simulated: z.boolean(),
    title: z.string().meta({ description: 'Name of the metric for people.' }),
    latest: LatestOut.nullable(),
  })
  .meta({ id: 'Series' });
export type SeriesOut = z.infer<typeof SeriesOut>;

export const SeriesPage = pageOf(SeriesOut).meta({ id: 'SeriesPage' });

export const SeriesQuery = z.strictObject({
  ...pageQuery,
  asset: z.string().optional().meta({ description: 'Id of the asset itself, without what stands in it.' }),
  metric: z.string().optional().meta({ description: 'Name of the metric, such as dc.rack.inlet_temperature.' }),
  component: z.string().optional().meta({ description: 'Part of the asset, such as top or phase-a.' }),
  room: z.string().optional().meta({ description: 'Only series of the room and everything in it.' }),
  source: z
    .string()
    .optional()
    .meta({ description: 'Where its points come from, such as twin, host or influx; derived: computed from others.' }),
  anomalous: flagIn.optional().meta({ description: 'By the newest score: true for 1 or more, false for less.' }),
});
export type SeriesQuery = z.infer<typeof SeriesQuery>;

export const PointsQueryIn = z.strictObject({
  from: timeIn.optional().meta({ description: 'Inclusive. Default: one hour before `to`.' }),
  to: timeIn.optional().meta({ description: 'Exclusive. Default: just after the newest point.' }),
  step: z
    .string()
    .regex(/^\d+(ms|s|m|h|d)$|^auto$|^raw$/, 'expected a duration such as 10s, 5m, 1h, or auto or raw')
    .default('auto')
    .meta({ description: 'Width of the buckets: 10s, 5m, 1h; `raw` for the points as they came; `auto` picks one.' }),
  limit: z.coerce.number().int().min(1).max(10_000).default(2_000),
  cursor: z.string().max(500).optional(),
});
export type PointsQueryIn = z.infer<typeof PointsQueryIn>;

export const PointOut = z
  .strictObject({
    at: z.string(),
    value: z.number(),
    min: z.number(),
    max: z.number(),
    score: number,
    expected: number,
    lower: number,
    upper: number,
  })
  .meta({ id: 'Point' });

export const PointsOut = z
  .strictObject({
    series: SeriesOut,
    from: z.string(),
    to: z.string(),
    stepMs: z.number().int().nullable().meta({ description: 'Width of the buckets; null for raw points.' }),
    points: z.array(PointOut),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'Points' });
export type PointsOut = z.infer<typeof PointsOut>;

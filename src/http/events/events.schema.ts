import { z } from 'zod';

/** `event: points` carries the newest point of each subscribed series; at most one event a second. */
export const PointsEvent = z.strictObject({
  points: z.array(
    z.strictObject({
      seriesId: z.number().int(),
      at: z.string(),
      value: z.number(),
      score: z.number().nullable(),
      expected: z.number().nullable(),
      lower: z.number().nullable(),
      upper: z.number().nullable(),
    }),
  ),
});
export type PointsEvent = z.infer<typeof PointsEvent>;

export const EventsQuery = z.strictObject({
  series: z
    .string()
    .regex(/^\d+(,\d+)*$/, 'expected series ids separated by commas')
    .optional(),
  metric: z.string().optional().meta({ description: 'Subscribe to all series of this metric.' }),
});
export type EventsQuery = z.infer<typeof EventsQuery>;

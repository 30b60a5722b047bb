import { z } from 'zod';
import { pageOf, pageQuery, timeIn, withinIn } from '../page.schema.js';

export const AlertOut = z
  .strictObject({
    id: z.string(),
    fingerprint: z.string(),
    kind: z.enum(['anomaly', 'silent', 'plenum']),
    state: z.enum(['pending', 'firing', 'resolved']),
    severity: z.enum(['info', 'warning', 'critical']),
    seriesId: z.number().int(),
    assetId: z.string(),
    rack: z.string().nullable().meta({ description: 'The rack that the asset is or stands in.' }),
    room: z.string().nullable().meta({ description: 'The room that the asset is or stands in.' }),
    metric: z.string(),
    component: z.string(),
    unit: z.string(),
    simulated: z.boolean(),
    startsAt: z.string(),
    firedAt: z.string().nullable(),
    resolvedAt: z.string().nullable(),
    peakScore: z.number(),
    value: z.number().nullable(),
    expected: z.number().nullable(),
    summary: z.string(),
    acknowledgedBy: z.string().nullable(),
    acknowledgedAt: z.string().nullable(),
    incidentId: z.string().nullable().meta({ description: 'The incident that it belongs to; null: not grouped yet.' }),
    verdict: z
      .enum(['not-anomaly', 'real'])
      .nullable()
      .meta({ description: 'What operators said of it last; null: nothing, or withdrawn.' }),
    silencedBy: z.array(z.string()).meta({ description: 'Silences that cover it now, or did when it ended.' }),
    maintenance: z
      .array(z.string())
      .meta({ description: 'Maintenance windows that cover it now, or did when it ended.' }),
  })
  .meta({ id: 'Alert' });
export type AlertOut = z.infer<typeof AlertOut>;

export const AlertPage = pageOf(AlertOut).meta({ id: 'AlertPage' });

export const AlertQueryIn = z.strictObject({
  ...pageQuery,
  state: z.enum(['firing', 'resolved']).optional().meta({ description: 'Default: both.' }),
  asset: z.string().optional().meta({ description: 'Id of the asset itself.' }),
  within: withinIn,
  series: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional()
    .meta({ description: 'Id of the series.' }),
  severity: z.enum(['info', 'warning', 'critical']).optional(),
  from: timeIn.optional().meta({ description: 'Earliest start, inclusive.' }),
  to: timeIn.optional().meta({ description: 'Latest start, exclusive.' }),
});
export type AlertQueryIn = z.infer<typeof AlertQueryIn>;

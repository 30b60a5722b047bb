import { z } from 'zod';

const days = z.number().nullable();

export const CapacityQuery = z.strictObject({
  resource: z.enum(['power', 'cooling', 'space']).optional(),
  asset: z.string().optional().meta({ description: 'Id of the asset that has the limit.' }),
});
export type CapacityQuery = z.infer<typeof CapacityQuery>;

const FullOut = z
  .strictObject({
    peak: z.number().meta({ description: 'What one daily peak in ten exceeds now.' }),
    growthPerDay: z.number(),
    days: days.meta({ description: 'Until a daily peak in ten reaches the limit; null: not within five years.' }),
    earliestDays: days.meta({
      description: 'With `latestDays` a bound that holds in 8 of 10 cases if growth goes on.',
    }),
    latestDays: days,
  })
  .meta({ id: 'CapacityFull' });

export const CapacityOut = z
  .strictObject({
    resource: z.enum(['power', 'cooling', 'space']),
    assetId: z.string(),
    name: z.string(),
    metric: z.string().nullable(),
    unit: z.string(),
    limit: z.number(),
    basis: z.string().meta({ description: 'Where the limit comes from.' }),
    used: z.number().nullable().meta({ description: 'The newest daily peak of the hourly means, or units taken up.' }),
    share: z.number().nullable().meta({ description: 'used / limit.' }),
    full: FullOut.nullable().meta({ description: 'When it is full; null while `reason` says why that is not known.' }),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Capacity' });
export type CapacityOut = z.infer<typeof CapacityOut>;

export const CapacityList = z
  .strictObject({ items: z.array(CapacityOut), nextCursor: z.null() })
  .meta({ id: 'CapacityList' });

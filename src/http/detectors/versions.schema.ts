import { z } from 'zod';
import { versionReasons } from '../../domain/detection/orders/detector-order.js';

export const VersionIn = z
  .strictObject({ name: z.string().max(200).default('').meta({ description: 'What people call it.' }) })
  .meta({ id: 'DetectorVersionIn' });
export type VersionIn = z.infer<typeof VersionIn>;

export const VersionOut = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    reason: z.enum(versionReasons),
    orderedAt: z.string().meta({ description: 'Each partition keeps its part before its next batch after that.' }),
    orderedBy: z.string(),
  })
  .meta({ id: 'DetectorVersion' });
export type VersionOut = z.infer<typeof VersionOut>;

export const VersionList = z
  .strictObject({ items: z.array(VersionOut), nextCursor: z.null() })
  .meta({ id: 'DetectorVersionList' });

export const RollBackIn = z
  .strictObject({
    series: z.number().int().optional().meta({ description: 'Id of the only series to roll back.' }),
    asset: z.string().min(1).optional().meta({ description: 'Id of the asset whose series alone to roll back.' }),
  })
  .refine(({ series, asset }) => series === undefined || asset === undefined, {
    message: 'name a series or an asset, not both',
  })
  .meta({ id: 'DetectorRollBackIn' });
export type RollBackIn = z.infer<typeof RollBackIn>;

export const RollBackOut = z
  .strictObject({
    id: z.string(),
    versionId: z.string(),
    series: z.number().int().nullable(),
    asset: z.string().nullable(),
    orderedAt: z.string(),
    orderedBy: z.string(),
  })
  .meta({ id: 'DetectorRollBack' });
export type RollBackOut = z.infer<typeof RollBackOut>;

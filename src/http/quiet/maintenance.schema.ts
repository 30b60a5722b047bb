import { z } from 'zod';
import { quietStates } from '../../domain/alerting/quiet/quiet-span.js';
import { longestName } from '../../domain/telemetry/series.js';
import { pageOf, timeIn } from '../page.schema.js';
import { comment } from './silences.schema.js';

export const MaintenanceIn = z
  .strictObject({
    assets: z
      .array(z.string().min(1).max(longestName))
      .min(1)
      .max(1_000)
      .meta({ description: 'Ids of assets, rooms or the site; each covers everything below it, too.' }),
    includeFed: z.boolean().default(false).meta({ description: 'Whether what they cool or feed is covered, too.' }),
    startsAt: timeIn.meta({ description: 'May lie in the past: nothing is learned from then on.' }),
    endsAt: timeIn,
    weekly: z
      .strictObject({
        timeZone: z.string().meta({ description: 'IANA name: it comes again at the same local time.' }),
        until: timeIn.optional().meta({ description: 'Default: until it is ended.' }),
      })
      .optional()
      .meta({ description: 'Whether it comes again each week; startsAt and endsAt are the first time.' }),
    comment,
  })
  .meta({ id: 'MaintenanceIn' });
export type MaintenanceIn = z.infer<typeof MaintenanceIn>;

export const MaintenanceOut = z
  .strictObject({
    id: z.string(),
    state: z.enum(quietStates).meta({ description: 'Between two times of a weekly window it is pending.' }),
    assets: z.array(z.string()),
    includeFed: z.boolean(),
    startsAt: z.string(),
    endsAt: z.string(),
    weekly: z.strictObject({ timeZone: z.string(), until: z.string().nullable() }).nullable(),
    comment: z.string(),
    createdBy: z.string(),
    createdAt: z.string(),
  })
  .meta({ id: 'MaintenanceWindow' });
export type MaintenanceOut = z.infer<typeof MaintenanceOut>;

export const MaintenancePage = pageOf(MaintenanceOut).meta({ id: 'MaintenancePage' });

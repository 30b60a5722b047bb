import { z } from 'zod';
import { flagIn, pageOf, pageQuery } from '../page.schema.js';

export const AssetOut = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.string().meta({
      description: 'site, room, row, rack, server, gpu, pdu, ups, crah, chiller, tower, weather, host, unknown',
    }),
    parentId: z.string().nullable(),
    path: z.array(z.string()).meta({ description: 'Ids from the site down to this asset.' }),
    simulated: z.boolean(),
    discovered: z.boolean().meta({ description: 'Known from telemetry only, not from site.yaml.' }),
    adopted: z.boolean(),
    position: z
      .strictObject({ x: z.number(), y: z.number(), width: z.number(), depth: z.number() })
      .nullable()
      .meta({ description: 'Place on the floor of its room in metres, from the top left corner.' }),
    rackUnit: z.number().int().nullable(),
    feeds: z.array(z.strictObject({ name: z.enum(['A', 'B']), from: z.string() })),
    coolingZone: z.string().nullable(),
    workloads: z.array(z.string()),
    attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    openAlerts: z.number().int(),
    children: z.number().int(),
  })
  .meta({ id: 'Asset' });
export type AssetOut = z.infer<typeof AssetOut>;

export const AssetPage = pageOf(AssetOut).meta({ id: 'AssetPage' });

export const AssetQuery = z.strictObject({
  ...pageQuery,
  kind: z.string().optional().meta({ description: 'Only assets of this kind, such as rack.' }),
  parent: z.string().optional().meta({ description: 'Only what stands directly in this asset.' }),
  room: z.string().optional().meta({ description: 'Only the room and everything in it.' }),
  discovered: flagIn
    .optional()
    .meta({ description: 'true: only devices that telemetry alone knows; false: only those of the site model.' }),
});
export type AssetQuery = z.infer<typeof AssetQuery>;

export const AdoptIn = z
  .union([
    z.strictObject({ as: z.literal('asset'), kind: z.string().min(1), parentId: z.string().min(1) }),
    z.strictObject({ as: z.literal('alias'), of: z.string().min(1) }),
  ])
  .meta({ id: 'AdoptIn' });
export type AdoptIn = z.infer<typeof AdoptIn>;

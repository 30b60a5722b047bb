import { z } from 'zod';

/** Parameters of the v2 write. Those that only InfluxDB has a use for are accepted. */
export const InfluxV2WriteQuery = z.object({
  org: z.string().optional(),
  orgID: z.string().optional(),
  bucket: z.string().optional(),
  precision: z.enum(['ns', 'us', 'ms', 's'], 'precision is one of ns, us, ms, s').default('ns'),
});
export type InfluxV2WriteQuery = z.infer<typeof InfluxV2WriteQuery>;

/** Parameters of the v1 write; `u` and `p` are credentials. */
export const InfluxV1WriteQuery = z.object({
  db: z.string().optional(),
  rp: z.string().optional(),
  consistency: z.string().optional(),
  u: z.string().optional(),
  p: z.string().optional(),
  precision: z.enum(['ns', 'n', 'us', 'u', 'ms', 's'], 'precision is one of ns, u, ms, s').default('ns'),
});
export type InfluxV1WriteQuery = z.infer<typeof InfluxV1WriteQuery>;

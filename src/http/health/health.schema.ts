import { z } from 'zod';

/** The shape that InfluxDB clients know. */
export const HealthOut = z
  .strictObject({ name: z.string(), status: z.literal('pass'), message: z.string(), version: z.string() })
  .meta({ id: 'Health' });
export type HealthOut = z.infer<typeof HealthOut>;

export const ReadyOut = z
  .strictObject({
    status: z.enum(['ready', 'not ready']),
    backEnds: z.array(z.strictObject({ name: z.string(), ready: z.boolean(), reason: z.string().optional() })),
  })
  .meta({ id: 'Ready' });

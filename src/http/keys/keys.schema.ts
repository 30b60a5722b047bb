import { z } from 'zod';
import { roles } from '../../ports/api-keys.js';

export const KeyIn = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    role: z
      .enum(roles)
      .meta({ description: 'viewer reads; operator also acts and writes telemetry; admin also manages.' }),
  })
  .meta({ id: 'KeyIn' });
export type KeyIn = z.infer<typeof KeyIn>;

export const KeyOut = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    role: z.enum(roles),
    createdAt: z.string(),
    revokedAt: z.string().nullable(),
  })
  .meta({ id: 'Key' });
export type KeyOut = z.infer<typeof KeyOut>;

export const CreatedKeyOut = KeyOut.extend({ secret: z.string().meta({ description: 'Shown this once.' }) }).meta({
  id: 'CreatedKey',
});
export type CreatedKeyOut = z.infer<typeof CreatedKeyOut>;

export const KeyList = z.strictObject({ items: z.array(KeyOut), nextCursor: z.null() }).meta({ id: 'KeyList' });

import { z } from 'zod';
import { pageOf, pageQuery } from '../page.schema.js';

export const AuditEntryOut = z
  .strictObject({
    id: z.string(),
    at: z.string(),
    actor: z.string(),
    action: z.string(),
    subject: z.string(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' });

export const AuditPage = pageOf(AuditEntryOut).meta({ id: 'AuditPage' });

export const AuditQueryIn = z.strictObject(pageQuery);
export type AuditQueryIn = z.infer<typeof AuditQueryIn>;

import { z } from 'zod';
import { rejectionCodes } from '../../domain/telemetry/rejection.js';
import { pageOf, pageQuery } from '../page.schema.js';

export const DeadLetterOut = z
  .strictObject({
    id: z.string(),
    at: z.string(),
    source: z.string(),
    code: z.enum(rejectionCodes),
    message: z.string(),
    position: z.number().int(),
    text: z.string().nullable().meta({ description: 'The original bytes as text; null when they are not UTF-8.' }),
    base64: z.string().meta({ description: 'The original bytes.' }),
    status: z.enum(['waiting', 'redriven']),
  })
  .meta({ id: 'DeadLetter' });
export type DeadLetterOut = z.infer<typeof DeadLetterOut>;

export const DeadLetterPage = pageOf(DeadLetterOut)
  .extend({
    counts: z.array(z.strictObject({ source: z.string(), code: z.enum(rejectionCodes), count: z.number().int() })),
  })
  .meta({ id: 'DeadLetterPage' });
export type DeadLetterPage = z.infer<typeof DeadLetterPage>;

export const DeadLetterQueryIn = z.strictObject({
  ...pageQuery,
  code: z.enum(rejectionCodes).optional().meta({ description: 'Only letters refused for this reason.' }),
  source: z.string().optional().meta({ description: 'Only letters of this source, such as influx or otlp.' }),
  status: z.enum(['waiting', 'redriven']).optional().meta({ description: 'Default: both.' }),
});
export type DeadLetterQueryIn = z.infer<typeof DeadLetterQueryIn>;

export const RedriveIn = z
  .strictObject({ ids: z.array(z.string()).min(1).max(1000).optional(), code: z.enum(rejectionCodes).optional() })
  .meta({
    id: 'RedriveIn',
    description: 'Letters to try again: these ids, or all waiting ones of a code, or all waiting ones.',
  });
export type RedriveIn = z.infer<typeof RedriveIn>;

export const RedriveOut = z
  .strictObject({ tried: z.number().int(), accepted: z.number().int(), rejected: z.number().int() })
  .meta({ id: 'RedriveOut' });

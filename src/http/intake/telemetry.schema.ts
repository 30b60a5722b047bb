import { z } from 'zod';
import { rejectionCodes } from '../../domain/telemetry/rejection.js';

export const ReceiptOut = z
  .strictObject({
    accepted: z.number().int().meta({ description: 'Points that are durable now.' }),
    duplicates: z.number().int().meta({ description: 'Of those, repeats of points already there.' }),
    late: z
      .number()
      .int()
      .meta({ description: 'Of those, points far behind the newest of their series: stored, not scored.' }),
    refused: z.number().int().meta({ description: 'Kept as dead letters.' }),
    skipped: z.number().int().meta({ description: 'Left out on purpose, such as texts and device thresholds.' }),
    rejections: z.array(
      z.strictObject({
        position: z.number().int().meta({ description: '1-based line or element.' }),
        code: z.enum(rejectionCodes),
        message: z.string(),
      }),
    ),
  })
  .meta({ id: 'Receipt' });

import { z } from 'zod';

export const DetectorList = z
  .strictObject({
    items: z.array(
      z.strictObject({ name: z.string(), inUse: z.boolean().meta({ description: 'Scores the live series.' }) }),
    ),
    nextCursor: z.null(),
  })
  .meta({ id: 'DetectorList' });

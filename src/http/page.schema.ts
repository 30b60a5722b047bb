import { z } from 'zod';

/** Every list answers with its items and the cursor of the next page (null on the last). */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** `limit` and `cursor`, as every list takes them. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(1000).default(100).meta({ description: 'Most items of a page.' }),
  cursor: z.string().max(500).optional().meta({ description: '`nextCursor` of the page before.' }),
};

/** A time given as ISO 8601 or epoch milliseconds; parsed to epoch milliseconds. */
export const timeIn = z.string().transform((text, context) => {
  const ms = /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isFinite(ms) && Math.abs(ms) <= 8.64e15) return ms;
  context.addIssue({ code: 'custom', message: 'expected an ISO 8601 time or epoch milliseconds' });
  return z.NEVER;
});

/** A boolean in a query string. */
export const flagIn = z.enum(['true', 'false']).transform((text) => text === 'true');

/** A place by which alerts are asked for. */
export const withinIn = z
  .string()
  .optional()
  .meta({ description: 'Id of an asset: alerts about it or anything inside it, such as all of a room.' });

import { z } from 'zod';

/** `on` or `off`. */
export const flag = (fallback: 'on' | 'off') =>
  z
    .enum(['on', 'off'])
    .default(fallback)
    .transform((text) => text === 'on');

/** A whole number. */
export const count = (fallback: number, min = 1) => z.coerce.number().int().min(min).default(fallback);

/** A number above zero. */
export const amount = (fallback: number) => z.coerce.number().positive().default(fallback);

/** A text that says something. */
export const text = () => z.string().min(1);

/** Parts of a text between commas, each without the space around it. */
export function partsOf(list: string): readonly string[] {
  return list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/**
 * Parts between commas, each read by `read`: it returns the value, or throws an Error that says what is wrong with the
 * part. Every wrong part is named.
 */
export function listOf<T>(fallback: string | undefined, read: (part: string) => T) {
  const schema = z.string().transform((list, context) => {
    const values: T[] = [];
    for (const part of partsOf(list)) {
      try {
        values.push(read(part));
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        context.addIssue({ code: 'custom', message: error.message });
      }
    }
    if (partsOf(list).length === 0) context.addIssue({ code: 'custom', message: 'names nothing' });
    return values;
  });
  return fallback === undefined ? schema : schema.prefault(fallback);
}

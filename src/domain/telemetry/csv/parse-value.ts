const missingWords = new Set(['', 'nan', 'na', 'n/a', 'null', 'none']);
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** True when a cell says that there was no reading: it is empty or holds one of the usual words (NaN, NA, null, none). */
export function isMissing(text: string): boolean {
  return missingWords.has(text.trim().toLowerCase());
}

/** The finite decimal number in a cell; undefined for anything else (text, hexadecimal, infinity, a missing reading). */
export function parseValue(text: string): number | undefined {
  const trimmed = text.trim();
  if (!decimal.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : undefined;
}

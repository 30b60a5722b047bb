/** The bytes that line protocol gives a meaning to. */
export const ascii = {
  newline: 10,
  carriageReturn: 13,
  space: 32,
  quote: 34,
  hash: 35,
  plus: 43,
  comma: 44,
  minus: 45,
  dot: 46,
  zero: 48,
  nine: 57,
  equals: 61,
  upperE: 69,
  backslash: 92,
  lowerE: 101,
  lowerI: 105,
  lowerU: 117,
} as const;

/** True for what ends a field's value: a comma, a space, or the end of the line. */
export function endsValue(byte: number): boolean {
  return byte === ascii.comma || byte === ascii.space || byte === ascii.newline || byte === ascii.carriageReturn;
}

/** True for the bytes that a backslash takes their meaning from, in names and tags. */
export function isEscapable(byte: number): boolean {
  return byte === ascii.comma || byte === ascii.space || byte === ascii.equals;
}

/** Text of a few bytes that are known to be ASCII. */
export function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i += 1) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
}

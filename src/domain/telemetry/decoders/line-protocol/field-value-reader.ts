import { ascii, asciiText, endsValue } from './ascii.js';
import { NumberReader } from './number-reader.js';

const words: Readonly<Record<string, number>> = {
  t: 1,
  T: 1,
  true: 1,
  True: 1,
  TRUE: 1,
  f: 0,
  F: 0,
  false: 0,
  False: 0,
  FALSE: 0,
};
const notFinite = /^[+-]?(nan|inf|infinity)$/i;
/** Longer words are neither; this bounds the text made of a broken line. */
const longestWord = 40;

/** Reads a field's value: a number (`1.5`, `2i`, `3u`), a truth value as 1 or 0, or text in quotes. */
export class FieldValueReader {
  /** Where the last value ended. */
  end = 0;
  readonly #number = new NumberReader();

  /**
   * The value at `start`. Text that spells a number counts as that number, because some producers quote all they send;
   * other text is undefined. NaN and infinities are returned as they are. A sentence when it is none of these.
   */
  read(bytes: Uint8Array, start: number, limit: number): number | undefined | string {
    if (start < limit && bytes[start] === ascii.quote) return this.#quoted(bytes, start, limit);
    const value = this.#number.read(bytes, start, limit);
    let end = this.#number.end;
    if (end > start && end < limit && (bytes[end] === ascii.lowerI || bytes[end] === ascii.lowerU)) end += 1;
    this.end = end;
    const isNumber = end > start && (end >= limit || endsValue(bytes[end] ?? 0));
    return isNumber ? value : this.#word(bytes, start, limit);
  }

  #word(bytes: Uint8Array, start: number, limit: number): number | string {
    let end = start;
    while (end < limit && !endsValue(bytes[end] ?? 0)) end += 1;
    this.end = end;
    const word = asciiText(bytes, start, Math.min(end, start + longestWord));
    if (Object.hasOwn(words, word)) return words[word] ?? NaN;
    if (notFinite.test(word)) return /nan/i.test(word) ? NaN : word.startsWith('-') ? -Infinity : Infinity;
    return `Expected a number, a truth value or text in double quotes as the field's value, not "${word}".`;
  }

  #quoted(bytes: Uint8Array, start: number, limit: number): number | undefined | string {
    let end = start + 1;
    while (end < limit && bytes[end] !== ascii.quote) end += bytes[end] === ascii.backslash ? 2 : 1;
    this.end = end + 1;
    if (end >= limit) return 'Expected a closing double quote.';
    if (end + 1 < limit && !endsValue(bytes[end + 1] ?? 0)) {
      return 'Expected a comma, a space or the end of the line after the closing double quote.';
    }
    const value = this.#number.read(bytes, start + 1, end);
    return this.#number.end === end && end > start + 1 ? value : undefined;
  }
}

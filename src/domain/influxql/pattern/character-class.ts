export type Accepts = (code: number) => boolean;

const digit: Accepts = (code) => code >= 0x30 && code <= 0x39;
const wordCharacter: Accepts = (code) =>
  digit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f;
const space: Accepts = (code) => code === 0x20 || (code >= 0x09 && code <= 0x0d && code !== 0x0b);
const not =
  (accepts: Accepts): Accepts =>
  (code) =>
    !accepts(code);

/** Perl's classes, ASCII only as in RE2. */
export const escapedClasses: Readonly<Record<string, Accepts>> = {
  d: digit,
  D: not(digit),
  w: wordCharacter,
  W: not(wordCharacter),
  s: space,
  S: not(space),
};

export const escapedCharacters: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v' };

export const isWordCharacter = wordCharacter;

/** Every character but the line feed. */
export const anyCharacter: Accepts = (code) => code !== 0x0a;

/** One character; with `ignoreCase` in either case. */
export function exactly(char: string, ignoreCase: boolean): Accepts {
  return between(char, char, ignoreCase);
}

/** A range of characters, both ends included. */
export function between(first: string, last: string, ignoreCase: boolean): Accepts {
  const [low, high] = [first.codePointAt(0) ?? 0, last.codePointAt(0) ?? 0];
  const accepts: Accepts = (code) => code >= low && code <= high;
  if (!ignoreCase) return accepts;
  return (code) => accepts(code) || accepts(otherCase(code));
}

function otherCase(code: number): number {
  if (code >= 0x41 && code <= 0x5a) return code + 0x20;
  if (code >= 0x61 && code <= 0x7a) return code - 0x20;
  return code;
}

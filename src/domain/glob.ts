/**
 * A test for names by a pattern in which `*` stands for any characters, none included, and `?` for one; after a backslash
 * both, and the backslash, stand for themselves, as everything else does anyway; case counts. The time it takes is bounded
 * by pattern times name, whatever the pattern.
 */
export function globMatcher(pattern: string): (name: string) => boolean {
  const parts = partsOf(pattern);
  return (name) => matches(parts, name);
}

/** The same for a list of patterns of which one is enough; undefined when there is no list. */
export function anyGlobMatcher(patterns: readonly string[] | undefined): ((name: string) => boolean) | undefined {
  const matchers = patterns?.map(globMatcher);
  return matchers && ((name) => matchers.some((matches) => matches(name)));
}

/** The pattern that fits this name and no other: names come from devices and from whoever logs in, stars and all. */
export function literalGlob(name: string): string {
  return name.replaceAll(/[*?\\]/g, '\\$&');
}

const anyText = Symbol('any characters');
const anyCharacter = Symbol('one character');
type Part = string | typeof anyText | typeof anyCharacter;

function partsOf(pattern: string): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    if (/^\\[*?\\]/.test(pattern.slice(at, at + 2))) {
      at += 1;
      parts.push(pattern.charAt(at));
    } else {
      parts.push(partOf(pattern.charAt(at)));
    }
  }
  return parts;
}

function partOf(character: string): Part {
  if (character === '*') return anyText;
  return character === '?' ? anyCharacter : character;
}

/** Greedy, going back to the last `*` only: an earlier one cannot match better than it did. */
function matches(parts: readonly Part[], name: string): boolean {
  let [p, n, star, starAt] = [0, 0, -1, 0];
  while (n < name.length) {
    if (parts[p] === anyText) {
      star = p;
      starAt = n;
      p += 1;
    } else if (parts[p] === anyCharacter || parts[p] === name[n]) {
      p += 1;
      n += 1;
    } else if (star >= 0) {
      starAt += 1;
      n = starAt;
      p = star + 1;
    } else {
      return false;
    }
  }
  return parts.slice(p).every((part) => part === anyText);
}

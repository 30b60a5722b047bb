/**
 * A test for names by a pattern in which `*` stands for any characters, none included, and `?` for one. Everything else
 * stands for itself; case counts. The time it takes is bounded by pattern times name, whatever the pattern.
 */
export function globMatcher(pattern: string): (name: string) => boolean {
  return (name) => matches(pattern, name);
}

/** The same for a list of patterns of which one is enough; undefined when there is no list. */
export function anyGlobMatcher(patterns: readonly string[] | undefined): ((name: string) => boolean) | undefined {
  const matchers = patterns?.map(globMatcher);
  return matchers && ((name) => matchers.some((matches) => matches(name)));
}

/** Greedy, going back to the last `*` only: an earlier one cannot match better than it did. */
function matches(pattern: string, name: string): boolean {
  let [p, n, star, starAt] = [0, 0, -1, 0];
  while (n < name.length) {
    if (p < pattern.length && pattern[p] === '*') {
      star = p;
      starAt = n;
      p += 1;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === name[n])) {
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
  return pattern.slice(p).replaceAll('*', '') === '';
}

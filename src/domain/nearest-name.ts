/** Below this likeness a suggestion would puzzle more than help. */
const leastLikeness = 0.5;

/**
 * The known name that is most like a misspelt one; undefined when none is close. A prefix that all names share says
 * nothing about which was meant and is left out.
 */
export function nearestName(name: string, known: readonly string[], sharedPrefix = ''): string | undefined {
  const pairs = letterPairs(name, sharedPrefix);
  const [best] = known
    .map((candidate) => ({ candidate, likeness: likenessOf(pairs, letterPairs(candidate, sharedPrefix)) }))
    .sort((a, b) => b.likeness - a.likeness);
  return best && best.likeness >= leastLikeness ? best.candidate : undefined;
}

/** Dice's coefficient of two sets of pairs of letters, 0 to 1. */
function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((pair) => b.has(pair)).length;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}

function letterPairs(name: string, sharedPrefix: string): ReadonlySet<string> {
  const text = name.startsWith(sharedPrefix) ? name.slice(sharedPrefix.length) : name;
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)));
}

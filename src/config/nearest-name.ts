/** Below this likeness a suggestion would puzzle more than help. */
const leastLikeness = 0.5;

/** The known name that is most like a misspelt one; undefined when none is close. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, likeness: likenessOf(name, candidate) }))
    .sort((a, b) => b.likeness - a.likeness);
  return best && best.likeness >= leastLikeness ? best.candidate : undefined;
}

/** Dice's coefficient of the pairs of letters, 0 to 1, without the prefix that all names share. */
function likenessOf(a: string, b: string): number {
  const [pairsA, pairsB] = [letterPairs(a), letterPairs(b)];
  const shared = [...pairsA].filter((pair) => pairsB.has(pair)).length;
  return pairsA.size + pairsB.size === 0 ? 0 : (2 * shared) / (pairsA.size + pairsB.size);
}

function letterPairs(name: string): ReadonlySet<string> {
  const text = name.replace(/^PLENUM_/, '');
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)));
}

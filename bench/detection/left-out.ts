/** Indices of the series that are scored together, by a choice made on all the others. */
export type Group = readonly number[];

/**
 * Which variant scores each series when a group takes no part in the choice made for it: the one that is worth most on
 * the series outside the group.
 */
export function chosenWithout(
  groups: readonly Group[],
  variants: number,
  worth: (variant: number, series: readonly number[]) => number,
): Map<number, number> {
  const everySeries = groups.flat();
  const chosen = new Map<number, number>();
  for (const group of groups) {
    const others = everySeries.filter((index) => !group.includes(index));
    let best = 0;
    for (let variant = 1; variant < variants; variant++) {
      if (worth(variant, others) > worth(best, others)) best = variant;
    }
    for (const index of group) chosen.set(index, best);
  }
  return chosen;
}

/** The series of each category, the folder of their names. */
export function categories(names: readonly string[]): Group[] {
  const groups = new Map<string, number[]>();
  names.forEach((name, index) => {
    const category = name.split('/')[0] ?? '';
    groups.set(category, [...(groups.get(category) ?? []), index]);
  });
  return [...groups.values()];
}

/** Two groups of the same size, at random. */
export function randomHalves(count: number, random: () => number): Group[] {
  const order = Array.from({ length: count }, (_, index) => ({ index, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ index }) => index);
  return [order.slice(0, count >> 1), order.slice(count >> 1)];
}

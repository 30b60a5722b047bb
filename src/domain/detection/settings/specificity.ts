import type { CompiledMatch, Condition } from './compiled-match.js';

/** What a rule may match a series by. */
export interface SeriesPlace {
  readonly metric: string;
  readonly component: string;
  /** Ids from the site down to the asset; the asset alone where the site does not know it. */
  readonly path: readonly string[];
  readonly room: string | undefined;
  readonly kind: string | undefined;
}

/** How closely a rule fits a series, from the condition that counts most to the one that counts least. */
export type Specificity = readonly number[];

/** A full name counts more than any pattern, however deep in the site the pattern matches. */
const FULL_NAME = 1_000;

/**
 * How closely a match fits; undefined when it does not. The asset counts most, then room, kind, component and metric. In
 * each a full name counts more than a pattern, a pattern more than nothing; of assets that hold each other, the inner one.
 */
export function specificityOf(match: CompiledMatch, place: SeriesPlace): Specificity | undefined {
  const { path, room, kind, component, metric } = place;
  const fits: number[] = [];
  for (const [condition, names] of [
    [match.asset, path],
    [match.room, [room]],
    [match.kind, [kind]],
    [match.component, [component]],
    [match.metric, [metric]],
  ] as const) {
    const fit = fitOf(condition, names);
    if (fit === undefined) return undefined;
    fits.push(fit);
  }
  return fits;
}

/** Negative when the first is less specific than the second, as for a sort. */
export function compareSpecificity(left: Specificity, right: Specificity): number {
  const differing = left.findIndex((fit, i) => fit !== right[i]);
  return (left[differing] ?? 0) - (right[differing] ?? 0);
}

/** 0 where there is no condition; undefined where no name fulfils it. */
function fitOf(condition: Condition | undefined, names: readonly (string | undefined)[]): number | undefined {
  if (!condition) return 0;
  const { fullNames, patterns } = condition;
  const named = names.findLastIndex((name) => name !== undefined && fullNames.has(name));
  if (named >= 0) return FULL_NAME + named;
  const matched = names.findLastIndex((name) => name !== undefined && patterns.some((matches) => matches(name)));
  return matched >= 0 ? 1 + matched : undefined;
}

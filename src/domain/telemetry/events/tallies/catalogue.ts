import { Distinct } from './distinct.js';
import { NewValues } from './new-values.js';
import { OddHours } from './odd-hours.js';
import { Sum } from './sum.js';
import type { Tally } from './tally.js';

/** What can be counted of the events of a minute. */
export const tallies = {
  sum: () => new Sum(),
  distinct: () => new Distinct(),
  'new-values': () => new NewValues(),
  'odd-hours': () => new OddHours(),
} as const satisfies Record<string, () => Tally>;

export type TallyName = keyof typeof tallies;

import { tooShort } from '../../ask.js';
import { calendarSeasons } from '../../season.js';
import type { Training } from '../../training.js';

/** How far back the maps look. */
export interface LagPlan {
  /** Steps in a day, or in a week where a step is a day; 1 where the step is too fine for the longest past. */
  readonly season: number;
  /** Steps of history that a forecast needs; whole seasons. */
  readonly past: number;
  /** Look-backs to choose from; whole seasons, the longest is the past. */
  readonly lookbacks: readonly number[];
}

/** Three weeks of hours. More than a few hundred lags cost more than they tell. */
const LONGEST_PAST = 504;
/** So many times the past must fit into the training rows, so that there are windows to learn from. */
const PASTS_IN_TRAINING = 3;
const LOOKBACKS = 3;

/**
 * The plan for what there is to learn from. Throws `invalid_input` (`history_too_short`) if not two seasons fit into it, or
 * the look-back that is asked for does not.
 */
export function lagPlan({ stepMs, learnRows, longestHorizon, lookback }: Training): LagPlan {
  const season = calendarSeasons(stepMs).find((steps) => 2 * steps <= LONGEST_PAST) ?? 1;
  if (lookback !== undefined) return planFor(lookback, season, learnRows - longestHorizon);
  const room = Math.floor((learnRows - longestHorizon) / PASTS_IN_TRAINING);
  const seasons = Math.floor(Math.min(LONGEST_PAST, room) / season);
  if (seasons < 2) throw tooShort('the training', learnRows, longestHorizon + 2 * season * PASTS_IN_TRAINING);
  const shares = Array.from({ length: LOOKBACKS }, (_, i) => Math.max(1, Math.round((seasons * (i + 1)) / LOOKBACKS)));
  return { season, past: seasons * season, lookbacks: [...new Set(shares)].map((share) => share * season) };
}

/** The mean season is that of the whole seasons which the look-back takes up. */
function planFor(lookback: number, season: number, room: number): LagPlan {
  const past = Math.ceil(lookback / season) * season;
  if (past >= room) throw tooShort(`the training for a look-back of ${lookback}`, Math.max(0, room), past + 1);
  return { season, past, lookbacks: [lookback] };
}

/** Skill at which trust is lost and won again. They lie apart, so that a forecaster that is as good as naive is not swapped daily. */
const LOST_BELOW = -0.05;
const WON_ABOVE = 0.05;

/**
 * Whether a forecaster is trusted, given whether it was and its skill against the seasonal naive forecast: by default, until
 * it has been worse for a while. Skill that is not known (NaN) changes nothing.
 */
export function isTrusted(wasTrusted: boolean, skill: number): boolean {
  return wasTrusted ? !(skill < LOST_BELOW) : skill > WON_ABOVE;
}

import { alertPolicyOf } from '../../src/domain/alerting/alert-policies.js';
import { advance, type Episode } from '../../src/domain/alerting/episode.js';
import type { NabSeries } from './nab-data.js';

const weekMs = 7 * 86_400_000;
/** NAB's probationary period: its first rows are not scored. */
const probationShare = 0.15;
const probationRows = 750;

/** What was raised where no label is, and how long that was watched. */
export interface Noise {
  readonly alarms: number;
  readonly seriesWeeks: number;
}

/** Points that rise above the threshold outside all windows and the probationary period: for detectors of recorded files. */
export function scoreAlarms(series: NabSeries, scores: Float64Array): Noise {
  const began = [...scores].flatMap((score, row) => (score >= 1 && (scores[row - 1] ?? 0) < 1 ? [row] : []));
  return noiseOf(series, began);
}

/** Alerts that begin there under the live service's rules for a metric that it does not know. */
export function ruleAlarms(series: NabSeries, scores: Float64Array): Noise {
  const policy = alertPolicyOf('');
  const began: number[] = [];
  let episode: Episode | undefined;
  scores.forEach((score, row) => {
    const at = series.at[row] ?? NaN;
    const value = series.values[row] ?? NaN;
    const wasFiring = episode?.state === 'firing';
    episode = advance(
      episode,
      { at, score, value, expected: value, lower: value, upper: value, severity: 'info' },
      policy,
    );
    if (episode?.state === 'firing' && !wasFiring) began.push(row);
    if (episode?.state === 'resolved') episode = undefined;
  });
  return noiseOf(series, began);
}

function noiseOf({ at, windows }: NabSeries, began: readonly number[]): Noise {
  const probation = Math.min(probationRows, Math.floor(probationShare * at.length));
  const isNormal = (row: number) => row >= probation && !windows.some(({ first, last }) => first <= row && row <= last);
  let normalMs = 0;
  at.forEach((time, row) => {
    if (row > 0 && isNormal(row)) normalMs += time - (at[row - 1] ?? time);
  });
  return { alarms: began.filter(isNormal).length, seriesWeeks: normalMs / weekMs };
}

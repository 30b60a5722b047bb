import { type Detector, emptyVerdict } from '../../src/domain/detection/detector.js';

/** The score of each point, from what came before it. */
export function scoreSeries(series: { at: Float64Array; values: Float64Array }, detector: Detector): Float64Array {
  const verdict = emptyVerdict();
  return series.values.map((value, i) => {
    const at = series.at[i] ?? NaN;
    detector.scoreOne(at, value, verdict);
    detector.learnOne(at, value);
    return verdict.score;
  });
}

import { isDerived, type SeriesDescriptor } from '../../telemetry/series.js';
import type { DerivedInput } from './deriver.js';

/** The series that inputs are read from, in the order of the inputs: of each, all of the first metric that its asset reports. */
export function seriesOfInputs(
  inputs: readonly DerivedInput[],
  ofAsset: (assetId: string) => readonly SeriesDescriptor[],
): readonly SeriesDescriptor[] {
  return inputs.flatMap(({ assetId, metrics }) => {
    const measured = ofAsset(assetId).filter((series) => !isDerived(series));
    const reported = metrics.find((metric) => measured.some((series) => series.metric === metric));
    return measured.filter(({ metric }) => metric === reported);
  });
}

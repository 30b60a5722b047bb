import type { SeriesDescriptor, SeriesIdentity } from '../../telemetry/series.js';

/** What is forecast. */
export interface ForecastSubject {
  readonly identity: SeriesIdentity;
  /** The series that it is made of: itself, or what stands in an asset. */
  readonly members: readonly SeriesDescriptor[];
  /** Whether it is several series taken together, which nobody measures as such. */
  readonly isAggregate: boolean;
}

/** Subjects of one kind share a model: series of one metric, and the aggregates of it. */
export function modelKeyOf({ identity, isAggregate }: ForecastSubject): string {
  return isAggregate ? `${identity.metric} together` : identity.metric;
}
